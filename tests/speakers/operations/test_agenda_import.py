"""Import of the agenda of one forum: talks and people, as the answers say; whole or not at all, and as one deed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.access import Denied
from events.models import AuditEntry, Deed, Membership, Person, Session, Talk
from events.operations.journal import undo
from events.rules.agenda.rows import AgendaOutcome
from events.rules.forums import ForumState
from events.rules.office.roles import Role
from speakers.models import Appearance, Speaker
from speakers.operations.agenda_import import AgendaImport, import_agenda
from tests.builders.people import NOW, Cast, a_conference
from tests.builders.programme import a_room, a_session, a_talk
from tests.builders.programmes import a_speaker, on_stage
from tests.samples import sample
from toolkit.sheets.reading import read_sheet

pytestmark = pytest.mark.django_db
LINES = "14:00-14:20 从头设计的酶 王伟 星槎大学教授\n14:20-14:40 圆桌 主持人：秦慕言 嘉宾：王伟、苏念"


@pytest.fixture
def session(cast: Cast) -> Session:
    return a_session(cast.conference, cast.forum, room=a_room(cast.conference, "B302"))


def run(cast: Cast, text: str, role: Role | None = None, *, is_trial: bool = False, **answers: str) -> AgendaImport:
    sheet = read_sheet(text.encode(), has_lines=True)
    by = cast.members[role] if role else None
    given = {f"1.{name}": answer for name, answer in answers.items()}
    return import_agenda(cast.forum, sheet, answers=given, is_trial=is_trial, by=by, now=NOW)


def on_the_stage() -> set[tuple[str, str, str]]:
    rows = Appearance.objects.select_related("speaker__person", "talk")
    return {(row.speaker.person.name, row.role, row.talk.title_zh if row.talk else "") for row in rows}


def test_talks_and_people_come_into_the_session(cast: Cast, session: Session) -> None:
    done = run(cast, f"主持人：顾远 青橙公司\n{LINES}")
    assert (done.stored, done.speakers, done.clashes) == (2, 4, ())
    assert list(session.talks.values_list("title_zh", "kind", "position")) == [
        ("从头设计的酶", "talk", 1),
        ("圆桌", "panel", 2),
    ]
    assert on_the_stage() == {
        ("顾远", "chair", ""),
        ("王伟", "speaker", "从头设计的酶"),
        ("王伟", "panellist", "圆桌"),
        ("秦慕言", "moderator", "圆桌"),
        ("苏念", "panellist", "圆桌"),
    }
    assert Speaker.objects.filter(person__name="王伟").count() == 1


def test_a_new_person_has_the_institution_that_any_row_names(cast: Cast, session: Session) -> None:
    run(cast, "14:00-14:20 酶 王伟\n14:20-14:40 菌 王伟 星槎大学教授")
    assert list(Person.objects.filter(speakers__isnull=False).values_list("name", "affiliation_zh", "post_zh")) == [
        ("王伟", "星槎大学", "教授")
    ]


def test_a_trial_and_an_open_question_store_nothing(cast: Cast, session: Session) -> None:
    trial = run(cast, LINES, is_trial=True)
    assert (trial.stored, len(trial.table.items)) == (0, 2)
    asked = run(cast, f"9:00-9:20 早场 王伟\n{LINES}")
    assert (asked.stored, asked.open_questions) == (0, 1)
    assert (Talk.objects.count(), Speaker.objects.count(), AuditEntry.objects.count()) == (0, 0, 0)
    left_out = run(cast, f"9:00-9:20 早场 王伟\n{LINES}", place="out")
    assert (left_out.stored, left_out.table.counts()[AgendaOutcome.OUT]) == (2, 1)


def test_the_sample_of_a_host_is_stored_as_answered(cast: Cast, session: Session) -> None:
    text = sample("agenda.txt").decode()
    sheet = read_sheet(text.encode(), has_lines=True)
    answers = {"11.line": "other", "11.cast": "words", "12.place": "out"}
    done = import_agenda(cast.forum, sheet, answers=answers, is_trial=False, by=None, now=NOW)
    assert done.stored == 7
    assert Talk.objects.get(title_zh="共建生态").placeholder_zh == "华为"
    again = import_agenda(cast.forum, sheet, answers=answers, is_trial=False, by=None, now=NOW)
    assert (again.stored, Talk.objects.count()) == (0, 7)


def test_the_import_is_one_deed_that_can_be_taken_back(cast: Cast, session: Session) -> None:
    there = a_talk(session, 60)
    run(cast, LINES, Role.FORUM_SECRETARY)
    deed = Deed.objects.get()
    assert (deed.kind, deed.about_zh, list(deed.forums.all())) == ("add_talks", cast.forum.title_zh, [cast.forum])
    undo(cast.conference, by=cast.members[Role.FORUM_SECRETARY], now=NOW)
    assert (list(session.talks.all()), Appearance.objects.count()) == ([there], 0)


def test_a_row_takes_the_place_of_a_talk_and_its_people(cast: Cast, session: Session) -> None:
    talk = a_talk(session, title_zh="旧题目", title_en="Old title", abstract_zh="旧摘要", position=7)
    on_stage(a_speaker(cast.conference, "顾远"), talk)
    assert run(cast, LINES, Role.OWNER, taken="replace").stored == 2
    talk.refresh_from_db()
    assert (talk.title_zh, talk.title_en, talk.abstract_zh, talk.position) == ("从头设计的酶", "", "", 7)
    assert {person for person, _role, title in on_the_stage() if title == "从头设计的酶"} == {"王伟"}
    undo(cast.conference, by=cast.members[Role.OWNER], now=NOW)
    talk.refresh_from_db()
    assert (talk.title_zh, talk.abstract_zh, on_the_stage()) == ("旧题目", "旧摘要", {("顾远", "speaker", "旧题目")})


def test_other_people_of_a_talk_leave_its_words_as_they_are(cast: Cast, session: Session) -> None:
    talk = a_talk(session, abstract_zh="摘要")
    on_stage(a_speaker(cast.conference, "顾远"), talk)
    run(cast, LINES.splitlines()[0], taken="replace")
    talk.refresh_from_db()
    assert (talk.title_zh, talk.title_en, talk.abstract_zh) == (
        "从头设计的酶", "Enzymes designed from scratch", "摘要",
    )  # fmt: skip
    assert on_the_stage() == {("王伟", "speaker", "从头设计的酶")}


def test_nothing_else_is_stored_while_the_forum_is_with_the_centre(cast: Cast, session: Session) -> None:
    cast.forum.state = ForumState.SUBMITTED.value
    cast.forum.save()
    with pytest.raises(Denied):
        run(cast, LINES, Role.FORUM_SECRETARY)
    assert run(cast, LINES, Role.PROGRAMME_EDITOR).stored == 2


def test_people_of_other_conferences_are_known_to_whom_may_see_them(cast: Cast, session: Session) -> None:
    other = a_conference(cast.organisation, "bio26")
    elsewhere = a_speaker(other, "王伟")
    Person.objects.filter(pk=elsewhere.person_id).update(affiliation_zh="星槎大学")
    done = run(cast, LINES, Role.OWNER)
    assert done.speakers == 3
    assert Speaker.objects.filter(conference=cast.conference, person=elsewhere.person).exists()


def test_people_of_other_conferences_stay_unknown_to_a_secretary(cast: Cast, session: Session) -> None:
    other = a_conference(cast.organisation, "bio26")
    elsewhere = a_speaker(other, "王伟")
    Person.objects.filter(pk=elsewhere.person_id).update(affiliation_zh="星槎大学")
    run(cast, LINES, Role.FORUM_SECRETARY)
    assert not Speaker.objects.filter(conference=cast.conference, person=elsewhere.person).exists()


@pytest.mark.parametrize(("role", "words"), [(Role.OWNER, "王伟 · 别的报告"), (Role.FORUM_SECRETARY, "王伟")])
def test_what_somebody_does_in_another_forum_is_told_to_whom_may_see_it(
    cast: Cast, session: Session, role: Role, words: str
) -> None:
    forum = cast.conference.forums.create(number=9, title_zh="别的分会")
    booked = a_talk(a_session(cast.conference, forum), title_zh="别的报告")
    on_stage(a_speaker(cast.conference, "王伟"), booked)
    row = run(cast, LINES, role, is_trial=True).table.rows[0]
    assert [finding.detail for finding in row.findings] == [words]


def test_a_closed_door_meeting_elsewhere_is_not_told(cast: Cast, session: Session) -> None:
    meeting = a_session(cast.conference, kind="closed_door")
    on_stage(a_speaker(cast.conference, "王伟"), meeting)
    assert run(cast, LINES, Role.OWNER, is_trial=True).table.rows[0].findings == ()


def test_an_agenda_for_a_forum_without_sessions_is_asked_about(cast: Cast) -> None:
    done = run(cast, LINES)
    assert (done.stored, done.open_questions) == (0, 2)


def test_the_membership_of_another_forum_gives_no_right(cast: Cast, session: Session) -> None:
    other = cast.conference.forums.create(number=9, title_zh="别的分会")
    Membership.objects.filter(user=cast.members[Role.FORUM_SECRETARY]).update(forum=other)
    with pytest.raises(Denied):
        run(cast, LINES, Role.FORUM_SECRETARY)


@pytest.mark.parametrize("rows", [1, 12])
def test_many_rows_take_as_many_queries_as_one(cast: Cast, session: Session, rows: int) -> None:
    text = "\n".join(f"14:{n:02}-14:{n + 1:02} 题目{n} 苏{chr(0x5FF5 + n)} 星槎大学" for n in range(rows))
    with CaptureQueriesContext(connection) as captured:
        run(cast, text)
    assert (len(captured), Talk.objects.count()) == (47, rows)
