from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.utils.translation import gettext_lazy as _
from django_q.models import OrmQ

from events.access import Denied
from events.extensions import SheetKind, sheet_kinds
from events.models import Conference, Job, Upload, User
from events.operations.office.uploads import (
    SheetFile,
    UploadGone,
    answer_upload,
    choose_encoding,
    drop_upload,
    examine,
    forget_uploads,
    keep_upload,
    request_sheet_job,
    store_upload,
)
from events.rules.office.roles import Right, Role
from events.rules.office.sheet_reports import SheetLine, SheetReport, SheetWishes
from tests.builders.people import NOW, Cast
from toolkit.sheets.cells import Sheet, SheetRefused

FILE = SheetFile(kind="words", name="words.csv", content=b"a,b\n1,2\n", language="en")
Ran = list[tuple[Conference, SheetWishes, User | None, datetime]]


@pytest.fixture(autouse=True)
def ran(monkeypatch: pytest.MonkeyPatch) -> Ran:
    """A kind of sheet that writes down how it was run; one whose first cell is "bad" has a fault."""
    runs: Ran = []

    def run(
        conference: Conference, sheet: Sheet, wishes: SheetWishes, *, by: User | None, now: datetime
    ) -> SheetReport:
        runs.append((conference, wishes, by, now))
        first = str(sheet.rows[0].cells[0].text)
        line = SheetLine(line=1, outcome="accept", name=first)
        return SheetReport(lines=(line,), counts={"accept": 1}, fault="No." if first == "bad" else "", stored="Yes.")

    kind = SheetKind(right=Right.EDIT_PROGRAMME, back="console", title=_("x"), columns=_("x"), example=_("x"), run=run)
    monkeypatch.setitem(sheet_kinds, "words", kind)
    return runs


def kept(cast: Cast, file: SheetFile = FILE, role: Role = Role.OWNER, now: datetime = NOW) -> Upload:
    return keep_upload(cast.conference, file, by=cast.members[role], now=now)


def test_an_upload_keeps_the_file_unchanged(cast: Cast) -> None:
    kept(cast, replace(FILE, name="n" * 201))
    upload = Upload.objects.get()
    assert (upload.kind, upload.name, bytes(upload.content), upload.language) == (
        "words", "n" * 200, b"a,b\n1,2\n", "en",
    )  # fmt: skip
    assert (upload.conference, upload.uploaded_by, upload.uploaded_at) == (
        cast.conference, cast.members[Role.OWNER], NOW,
    )  # fmt: skip
    assert (upload.examined_at, upload.stored_at, upload.report) == (None, None, {})


def test_an_upload_replaces_the_same_members_earlier_one_of_its_kind(cast: Cast) -> None:
    others = [kept(cast, role=Role.ORGANISER), kept(cast, replace(FILE, kind="programme"))]
    first = kept(cast)
    second = kept(cast)
    assert set(Upload.objects.all()) == {*others, second}
    assert first not in Upload.objects.all()


def test_files_are_deleted_after_a_day(cast: Cast) -> None:
    kept(cast)
    forget_uploads(now=NOW + timedelta(days=1))
    assert Upload.objects.count() == 1
    forget_uploads(now=NOW + timedelta(days=1, seconds=1))
    assert Upload.objects.count() == 0


def test_a_file_can_be_discarded(cast: Cast) -> None:
    other = kept(cast, role=Role.ORGANISER)
    drop_upload(kept(cast))
    assert list(Upload.objects.all()) == [other]


def test_examining_a_file_imports_it_on_trial_and_keeps_the_report(cast: Cast, ran: Ran) -> None:
    report = examine(kept(cast), now=NOW)
    assert ran == [(cast.conference, SheetWishes(is_trial=True), cast.members[Role.OWNER], NOW)]
    upload = Upload.objects.get()
    assert (upload.examined_at, upload.stored_at, bytes(upload.content)) == (NOW, None, FILE.content)
    assert (upload.report["counts"], upload.report["lines"][0]["name"], report.stored) == ({"accept": 1}, "a", "Yes.")


def test_storing_runs_once_and_deletes_the_content(cast: Cast, ran: Ran) -> None:
    upload, wishes = kept(cast), SheetWishes(accepts_valid=True)
    organiser = cast.members[Role.ORGANISER]
    report = store_upload(upload, wishes, by=organiser, now=NOW)
    assert report is not None
    assert report.stored == "Yes."
    assert ran == [(cast.conference, wishes, organiser, NOW)]
    stored = Upload.objects.get()
    assert (stored.stored_at, bytes(stored.content), stored.report["stored"]) == (NOW, b"", "Yes.")
    assert store_upload(upload, wishes, by=organiser, now=NOW) is None
    assert len(ran) == 1


def test_an_error_stores_nothing_and_is_reported(cast: Cast) -> None:
    upload = kept(cast, replace(FILE, content=b"bad,b\n1,2\n"))
    report = store_upload(upload, SheetWishes(), by=None, now=NOW)
    assert report is not None
    assert report.fault == "No."
    stored = Upload.objects.get()
    assert (stored.stored_at, bytes(stored.content), stored.report["fault"]) == (None, b"bad,b\n1,2\n", "No.")


def test_an_unreadable_file_is_refused_and_kept(cast: Cast) -> None:
    upload = kept(cast, replace(FILE, content=b"PK\x03\x04 broken"))
    report = store_upload(upload, SheetWishes(), by=None, now=NOW)
    assert report is not None
    assert report.refusal
    assert Upload.objects.get().stored_at is None
    assert examine(upload, now=NOW).refusal == report.refusal


def test_a_file_that_another_has_replaced_is_neither_examined_nor_stored(cast: Cast) -> None:
    first = kept(cast)
    second = kept(cast)
    with pytest.raises(UploadGone):
        examine(first, now=NOW)
    with pytest.raises(UploadGone):
        store_upload(first, SheetWishes(), by=cast.members[Role.OWNER], now=NOW)
    second.refresh_from_db()
    assert (second.examined_at, second.stored_at, second.report) == (None, None, {})


def test_a_long_file_is_a_job_and_asking_again_is_the_same_job(cast: Cast) -> None:
    upload, owner = kept(cast), cast.members[Role.OWNER]
    job = request_sheet_job(upload, {"deed": "store", "leads_to": "/x/"}, by=owner, now=NOW)
    assert job == request_sheet_job(upload, {"deed": "store", "leads_to": "/y/"}, by=owner, now=NOW)
    assert job != request_sheet_job(upload, {"deed": "examine"}, by=owner, now=NOW)
    stored = Job.objects.get(pk=job.pk)
    assert (stored.kind, stored.conference, stored.asked_by, stored.asked_at) == ("sheet", cast.conference, owner, NOW)
    assert stored.arguments == {"upload": upload.code, "deed": "store", "leads_to": "/x/"}
    assert OrmQ.objects.count() == 2


def test_a_sheet_needs_the_right_of_its_kind(cast: Cast) -> None:
    upload, viewer = kept(cast), cast.members[Role.VIEWER]
    for refused in (
        lambda: keep_upload(cast.conference, FILE, by=viewer, now=NOW),
        lambda: store_upload(upload, SheetWishes(), by=viewer, now=NOW),
        lambda: request_sheet_job(upload, {"deed": "store"}, by=viewer, now=NOW),
        lambda: choose_encoding(upload, "gb18030", by=viewer, now=NOW),
    ):
        with pytest.raises(Denied):
            refused()
    assert store_upload(upload, SheetWishes(), by=cast.members[Role.PROGRAMME_EDITOR], now=NOW) is not None


UNSURE = replace(FILE, content="Name,Company\nJosé Núñez,Café\n".encode("cp1252"))


def test_a_text_in_an_unsure_encoding_is_read_in_the_one_that_is_chosen(cast: Cast) -> None:
    upload, owner = kept(cast, UNSURE), cast.members[Role.OWNER]
    asked = examine(upload, now=NOW)
    assert [sample.encoding for sample in asked.encodings] == ["cp1252", "cp1250"]
    assert store_upload(upload, SheetWishes(), by=owner, now=NOW) == asked
    assert Upload.objects.get().stored_at is None
    choose_encoding(upload, "cp1252", by=owner, now=NOW)
    stored = Upload.objects.get()
    assert (stored.encoding, stored.examined_at, stored.report) == ("cp1252", None, {})
    assert examine(stored, now=NOW).lines[0].name == "Name"


def test_an_encoding_that_was_not_offered_is_refused(cast: Cast) -> None:
    upload = kept(cast, UNSURE)
    with pytest.raises(SheetRefused):
        choose_encoding(upload, "utf-7", by=cast.members[Role.OWNER], now=NOW)
    assert Upload.objects.get().encoding == ""


def test_the_encoding_of_a_replaced_upload_cannot_be_chosen(cast: Cast) -> None:
    upload, owner = kept(cast, UNSURE), cast.members[Role.OWNER]
    kept(cast)
    with pytest.raises(UploadGone):
        choose_encoding(upload, "cp1252", by=owner, now=NOW)


@pytest.fixture
def of_forum(monkeypatch: pytest.MonkeyPatch, ran: Ran) -> SheetKind:
    """Make the kind of the tests one for a forum, whose secretary may import it."""
    kind = replace(sheet_kinds["words"], right=Right.EDIT_OWN_FORUM, is_of_forum=True)
    monkeypatch.setitem(sheet_kinds, "words", kind)
    return kind


def test_the_import_of_a_forum_is_told_the_forum_and_the_answers(cast: Cast, ran: Ran, of_forum: SheetKind) -> None:
    secretary = cast.members[Role.FORUM_SECRETARY]
    upload = kept(cast, replace(FILE, forum=cast.forum), role=Role.FORUM_SECRETARY)
    answer_upload(upload, {"1.place": "out"}, by=secretary, now=NOW)
    told = SheetWishes(forum_id=cast.forum.pk, answers={"1.place": "out"})
    assert ran == [(cast.conference, replace(told, is_trial=True), secretary, NOW)]
    stored = Upload.objects.get()
    assert (stored.answers, stored.stored_at, stored.report["counts"]) == ({"1.place": "out"}, None, {"accept": 1})
    store_upload(upload, SheetWishes(), by=secretary, now=NOW)
    assert ran[1:] == [(cast.conference, told, secretary, NOW)]
    assert answer_upload(upload, {}, by=secretary, now=NOW) is None
    assert Upload.objects.get().answers == {"1.place": "out"}


def test_an_upload_for_one_forum_leaves_that_for_another(cast: Cast, of_forum: SheetKind) -> None:
    other = cast.conference.forums.create(number=9, title_zh="别的分会")
    first, second = (kept(cast, replace(FILE, forum=forum)) for forum in (cast.forum, other))
    third = kept(cast, replace(FILE, forum=cast.forum))
    assert set(Upload.objects.all()) == {second, third}
    with pytest.raises(UploadGone):
        answer_upload(first, {}, by=cast.members[Role.OWNER], now=NOW)


def test_a_text_for_a_forum_may_have_lines(cast: Cast, of_forum: SheetKind) -> None:
    content = b'9:00 Opening, "and\n9:10 Talk'
    report = examine(kept(cast, replace(FILE, forum=cast.forum, content=content)), now=NOW)
    assert report.lines[0].name == '9:00 Opening, "and'
