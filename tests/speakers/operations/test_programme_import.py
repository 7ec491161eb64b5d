"""Import of a programme from a spreadsheet: sessions, talks, forums and people; whole, in part, and twice."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import AuditEntry, Conference, Forum, Person, Session, Talk
from events.operations.publishing import publish
from events.rules.office.sheet_reports import SheetWishes
from events.rules.programme import SessionKind
from speakers.models import Appearance, Speaker
from speakers.operations.programme_import import ProgrammeImport, import_programme
from tests.builders.people import NOW, Cast, a_conference
from tests.builders.programmes import a_room
from toolkit.sheets.reading import read_sheet, read_sheet_file

pytestmark = pytest.mark.django_db
HEADER = "日期,时间,分会,会议室,题目,演讲嘉宾,单位,主持人,类型\n"
GOOD = (
    HEADER
    + "2027-04-16,9:00-9:10,酶分会,A201,致辞,特邀领导,,顾远,致辞\n"
    + "2027-04-16,9:10-9:30,酶分会,A201,酶的设计,苏念,星槎院,顾远,报告\n"
    + "2027-04-16,9:30-9:40,酶分会,A201,茶歇,,,顾远,茶歇\n"
    + "2027-04-16,9:40-10:30,酶分会,A201,圆桌,林深  嘉宾：苏念、江雨,,顾远,圆桌\n"
    + "2027-04-16,14:00-16:00,酶分会,A201,政策闭门会,秦隐,,顾远,闭门会\n"
)


@pytest.fixture
def conference(cast: Cast) -> Conference:
    a_room(cast.conference, "A201", "A201")
    Forum.objects.all().delete()
    return cast.conference


def run(conference: Conference, text: str, *, accepts_valid: bool = False, is_trial: bool = False) -> ProgrammeImport:
    sheet = read_sheet(text.encode())
    return import_programme(
        conference, sheet, wishes=SheetWishes(accepts_valid=accepts_valid, is_trial=is_trial), by=None, now=NOW
    )


def stored() -> dict[str, int]:
    models = (Forum, Session, Talk, Person, Speaker, Appearance)
    return {model.__name__: model._default_manager.count() for model in models}


def test_consecutive_items_of_a_forum_are_a_session_with_talks(conference: Conference) -> None:
    run(conference, GOOD)
    told = [
        (
            session.kind,
            session.title_zh,
            f"{session.starts_at:%H:%M}",
            f"{session.ends_at:%H:%M}",
            session.talks.count(),
        )
        for session in Session.objects.order_by("starts_at")
    ]
    assert told == [
        (SessionKind.FORUM, "酶分会", "01:00", "02:30", 4),
        (SessionKind.CLOSED_DOOR, "政策闭门会", "06:00", "08:00", 0),
    ]
    talks = Talk.objects.order_by("position").values_list("position", "kind", "title_zh", "placeholder_zh")
    assert list(talks) == [
        (1, "address", "致辞", "特邀领导"),
        (2, "talk", "酶的设计", ""),
        (3, "break", "茶歇", ""),
        (4, "panel", "圆桌", ""),
    ]


def test_everybody_appears_in_the_right_session_or_talk(conference: Conference) -> None:
    run(conference, GOOD)
    rows = Appearance.objects.select_related("speaker__person", "talk", "session")
    told = {(row.speaker.person.name, row.role, (row.talk or row.session).title_zh) for row in rows}  # type: ignore[union-attr] # one of both, by constraint
    assert told == {
        ("顾远", "chair", "酶分会"),
        ("苏念", "speaker", "酶的设计"),
        ("林深", "moderator", "圆桌"),
        ("苏念", "panellist", "圆桌"),
        ("江雨", "panellist", "圆桌"),
        ("顾远", "host", "政策闭门会"),
        ("秦隐", "guest_of_honour", "政策闭门会"),
    }
    person = Person.objects.get(name="苏念")
    assert (person.name_latin, person.affiliation_zh) == ("SU Nian", "星槎院")


def test_the_same_file_twice_changes_nothing(conference: Conference) -> None:
    run(conference, GOOD)
    before = stored()
    again = run(conference, GOOD)
    assert (again.stored, stored()) == (0, before)
    assert {row.outcome.value for row in again.table.rows} == {"duplicate"}


def test_a_later_row_joins_the_existing_session(conference: Conference) -> None:
    run(conference, GOOD)
    run(conference, HEADER + "2027-04-16,10:30-11:00,酶分会,A201,收尾,苏念,,顾远,报告\n")
    session = Session.objects.get(kind=SessionKind.FORUM)
    assert (f"{session.ends_at:%H:%M}", session.talks.get(title_zh="收尾").position) == ("03:00", 5)
    assert Speaker.objects.filter(person__name="苏念").count() == 1


def test_an_existing_forum_is_used(conference: Conference) -> None:
    forum = Forum.objects.create(conference=conference, number=7, title_zh="酶 分会", title_en="Enzymes")
    done = run(conference, GOOD)
    assert (done.forums, Session.objects.filter(forum=forum).count()) == (0, 2)


def test_one_refused_row_stores_nothing_unless_valid_rows_are_accepted(conference: Conference) -> None:
    bad = GOOD + "2027-04-16,9:00,酶分会,A201,无尾,,,,报告\n"
    refused = run(conference, bad)
    assert (refused.is_refused, refused.stored, stored()["Talk"]) == (True, 0, 0)
    assert run(conference, bad, accepts_valid=True).stored == 5


def test_a_trial_run_stores_no_rows(conference: Conference) -> None:
    assert (run(conference, GOOD, is_trial=True).stored, stored()["Talk"]) == (0, 0)


def test_the_import_writes_an_audit_entry(conference: Conference) -> None:
    run(conference, GOOD)
    entry = AuditEntry.objects.get()
    assert (entry.deed, entry.details) == ("programme.import", {"items": 5, "forums": 1, "speakers": 5})


def test_the_people_of_a_closed_meeting_are_in_no_release(conference: Conference) -> None:
    run(conference, GOOD)
    document = str(publish(conference, by=None, now=NOW).release.document["sessions"])
    assert [name for name in ("秦隐", "guest_of_honour") if name in document] == []


@pytest.mark.parametrize("talks", [1, 20])
def test_many_rows_take_as_many_queries_as_a_single_one(conference: Conference, talks: int) -> None:
    rows = "".join(
        f"2027-04-16,{8 + n // 2}:{n % 2 * 3}0-{8 + n // 2}:{n % 2 * 3}9,酶分会,A201,题{n},苏{chr(0x5FF5 + n)},,,\n"
        for n in range(talks)
    )
    with CaptureQueriesContext(connection) as captured:
        run(conference, HEADER + rows)
    # Six of them before and six after find the clashes.
    assert (len(captured), Talk.objects.count()) == (35, talks)


@pytest.mark.data
def test_the_nasty_programme_is_imported_and_importing_it_again_changes_nothing(shared_data: Path, cast: Cast) -> None:
    conference = a_conference(cast.organisation, "cbic2020", starts_on="2020-11-02", ends_on="2020-11-04")
    conference.refresh_from_db()
    for name in ("A201", "A202"):
        a_room(conference, name, name)
    sheet = read_sheet_file(shared_data / "imports" / "05_programme_utf16.txt")
    wishes = SheetWishes(accepts_valid=True)
    first = import_programme(conference, sheet, wishes=wishes, by=None, now=NOW)
    before = stored()
    again = import_programme(conference, sheet, wishes=wishes, by=None, now=NOW)
    assert (first.stored, first.forums, again.stored, stored()) == (16, 2, 0, before)
