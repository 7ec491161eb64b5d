"""An agenda that is stored several times at the same moment is stored once. A control without the lock stores more."""

from threading import Barrier

import pytest

from events.models import Forum, Talk, Upload
from events.operations.office.uploads import SheetFile, examine, keep_upload, store_upload
from events.rules.office.roles import Role
from events.rules.office.sheet_reports import SheetWishes
from speakers.models import Speaker
from speakers.operations import agenda_import
from tests.builders.people import NOW, Cast, the_cast
from tests.builders.programme import a_session
from tests.races import at_once
from toolkit.sheets.reading import read_sheet

TIMES = 4
LINES = "14:00-14:20 从头设计的酶 王伟 星槎大学教授"
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def a_forum_with_a_session() -> Cast:
    cast = the_cast()
    a_session(cast.conference, cast.forum)
    return cast


def test_an_upload_that_is_stored_twice_at_once_is_stored_once() -> None:
    cast = a_forum_with_a_session()
    secretary = cast.members[Role.FORUM_SECRETARY]
    file = SheetFile(kind="agenda", name="", content=LINES.encode(), language="en", forum=cast.forum)
    upload = keep_upload(cast.conference, file, by=secretary, now=NOW)
    examine(upload, now=NOW)

    def store(_number: int) -> bool:
        return store_upload(Upload.objects.get(pk=upload.pk), SheetWishes(), by=secretary, now=NOW) is not None

    assert sorted(at_once(store, times=TIMES)) == [False, False, False, True]
    assert (Talk.objects.count(), Speaker.objects.count()) == (1, 1)


def test_the_same_agenda_from_several_people_is_stored_once() -> None:
    cast = a_forum_with_a_session()
    sheet = read_sheet(LINES.encode(), has_lines=True)

    def store(_number: int) -> int:
        forum = Forum.objects.select_related("conference").get(pk=cast.forum.pk)
        return agenda_import.import_agenda(forum, sheet, answers={}, is_trial=False, by=None, now=NOW).stored

    assert sorted(at_once(store, times=TIMES)) == [0, 0, 0, 1]
    assert (Talk.objects.count(), Speaker.objects.count()) == (1, 1)


def test_control_who_reads_before_the_lock_stores_a_talk_twice() -> None:
    cast = a_forum_with_a_session()
    sheet = read_sheet(LINES.encode(), has_lines=True)
    all_have_read = Barrier(TIMES)

    def store_carelessly(_number: int) -> None:
        forum = Forum.objects.select_related("conference").get(pk=cast.forum.pk)
        done = agenda_import.import_agenda(forum, sheet, answers={}, is_trial=True, by=None, now=NOW)
        all_have_read.wait(timeout=30)
        session = forum.sessions.get()
        for item in done.table.items:
            Talk.objects.create(
                conference=forum.conference,
                session=session,
                title_zh=item.title,
                starts_at=item.starts_at,
                ends_at=item.ends_at,
            )

    at_once(store_carelessly, times=TIMES)
    assert Talk.objects.count() == TIMES
