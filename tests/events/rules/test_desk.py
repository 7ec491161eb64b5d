from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from events.rules.desk import (
    Answer,
    CastMember,
    Check,
    CheckKind,
    Deed,
    ForumFacts,
    Lack,
    Rung,
    SessionFacts,
    Square,
    TalkFacts,
    checklist,
    everybody,
    ladder,
    numbered,
    required,
    shortened,
)
from events.rules.forums import ForumState
from events.rules.programme import AppearanceRole, SessionKind, TalkKind
from events.rules.spans import Span
from toolkit.text import Text

TWO = datetime(2027, 4, 16, 6, tzinfo=UTC)
BOTH = Text("细胞", "Cells")


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def person(code: str = "ge", answer: Answer = Answer.CONFIRMED, *lacks: Lack) -> CastMember:
    return CastMember(
        speaker=code,
        name=Text("葛石泉", "GE Shiquan"),
        affiliation=Text(),
        role=AppearanceRole.SPEAKER,
        answer=answer,
        lacks=lacks,
    )


def talk(key: int = 1, *people: CastMember, start: int = 0, length: int = 20, **fields: object) -> TalkFacts:
    span = Span(TWO + minutes(start), TWO + minutes(start + length))
    plain = TalkFacts(key=key, kind=TalkKind.TALK, title=BOTH, span=span, people=people or (person(),))
    return replace(plain, **fields)  # type: ignore[arg-type]  # any field


def session(*talks: TalkFacts, length: int = 100, kind: SessionKind = SessionKind.FORUM) -> SessionFacts:
    return SessionFacts(key=7, kind=kind, span=Span(TWO, TWO + minutes(length)), talks=talks)


def forum(*sessions: SessionFacts, **fields: object) -> ForumFacts:
    plain = ForumFacts(title=BOTH, sessions=sessions or (session(talk()),), chairs=(person("hua"),))
    return replace(plain, **fields)  # type: ignore[arg-type]  # any field


def kinds(facts: ForumFacts) -> list[CheckKind]:
    return [check.kind for check in checklist(facts)]


def test_a_forum_in_which_nothing_is_missing_has_an_empty_checklist() -> None:
    assert checklist(forum()) == ()


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        (forum(session()), CheckKind.NO_TALKS),
        (forum(sessions=()), CheckKind.NO_TALKS),
        (forum(session(talk(title=Text()))), CheckKind.NO_TITLE),
        (forum(session(talk(people=()))), CheckKind.NO_SPEAKER),
        (forum(session(talk(1, person("ge", Answer.DECLINED)))), CheckKind.NO_SPEAKER),
        (forum(session(talk(length=101))), CheckKind.OVER_END),
        (forum(open_remarks=2), CheckKind.OPEN_REMARK),
        (forum(chairs=()), CheckKind.NO_CHAIR),
        (forum(chairs=(person("hua", Answer.WITHDRAWN),)), CheckKind.NO_CHAIR),
    ],
)
def test_what_is_required(facts: ForumFacts, kind: CheckKind) -> None:
    assert [check.kind for check in required(checklist(facts))] == [kind]


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        (forum(waiting=1), CheckKind.NOT_PLACED),
        (forum(session(talk(title=Text("细胞", "")))), CheckKind.NO_TRANSLATION),
        (forum(session(talk(1, person("ge", Answer.UNANSWERED)))), CheckKind.UNANSWERED),
        (forum(session(talk(1, person("ge", Answer.CONFIRMED, Lack.PHOTO)))), CheckKind.NO_PORTRAIT),
    ],
)
def test_what_can_follow(facts: ForumFacts, kind: CheckKind) -> None:
    assert kinds(facts) == [kind]
    assert required(checklist(facts)) == ()


def test_a_talk_without_people_is_named_and_a_break_needs_nobody() -> None:
    nobody = talk(2, start=20)
    facts = forum(session(talk(1), replace(nobody, people=()), talk(3, start=40, kind=TalkKind.BREAK, people=())))
    assert checklist(facts) == (Check(kind=CheckKind.NO_SPEAKER, count=1, keys=(2,)),)


def test_a_panel_of_which_somebody_still_comes_has_speakers() -> None:
    panel = talk(1, person("ge", Answer.DECLINED), person("lu", Answer.CONFIRMED), kind=TalkKind.PANEL)
    assert not panel.has_no_speaker
    assert panel.worst == person("ge", Answer.DECLINED)


def test_what_is_required_comes_first() -> None:
    facts = forum(session(talk(title=Text("细胞", "")), length=10), waiting=1)
    assert kinds(facts) == [CheckKind.OVER_END, CheckKind.NOT_PLACED, CheckKind.NO_TRANSLATION]


def test_a_closed_door_meeting_counts_nothing() -> None:
    facts = forum(session(talk()), session(talk(1, person("x", Answer.UNANSWERED)), kind=SessionKind.CLOSED_DOOR))
    assert checklist(facts) == ()


def test_the_end_of_a_session_may_be_met_but_not_passed() -> None:
    assert session(talk(length=100)).overrun == minutes(0)
    over = session(talk(1, length=80), talk(2, start=80, length=30))
    assert over.overrun == minutes(10)
    [check] = checklist(forum(over))
    assert (check.keys, check.overrun) == ((7,), minutes(10))


@pytest.mark.parametrize(
    ("last", "offer"),
    [(30, (2, minutes(20))), (20, None), (15, (2, minutes(5))), (14, None)],
)
def test_the_last_talk_is_shortened_unless_too_little_would_be_left(
    last: int, offer: tuple[int, timedelta] | None
) -> None:
    overrun = 0 if last == 20 else 10
    first = 100 - last + overrun
    assert shortened(session(talk(1, length=first), talk(2, start=first, length=last))) == offer


@pytest.mark.parametrize(
    ("member", "square"),
    [
        (person(), Square.READY),
        (person("ge", Answer.CONFIRMED, Lack.BIOGRAPHY_EN), Square.SHORT),
        (person("ge", Answer.UNANSWERED, Lack.PHOTO), Square.ABSENT),
        (person("ge", Answer.DECLINED), Square.ACT),
        (person("ge", Answer.WITHDRAWN), Square.ACT),
    ],
)
def test_a_person_has_one_state(member: CastMember, square: Square) -> None:
    assert member.square is square


def test_everybody_is_listed_once_chairs_first() -> None:
    facts = forum(session(talk(1, person("ge"), person("hua")), talk(2, person("lu"), start=20)))
    assert [member.speaker for member in everybody(facts)] == ["hua", "ge", "lu"]


def test_talks_are_numbered_without_breaks() -> None:
    assert numbered([talk(4), talk(5, kind=TalkKind.BREAK), talk(6)]) == {4: 1, 6: 2}


DEEDS = {Rung.SUBMITTED: Deed(TWO, "沈知秋"), Rung.APPROVED: Deed(TWO + minutes(5)), Rung.PUBLISHED: Deed(TWO)}


@pytest.mark.parametrize(
    ("state", "rungs", "here"),
    [
        (ForumState.DRAFTING, ["draft", "submitted", "approved", "published"], Rung.DRAFT),
        (ForumState.SUBMITTED, ["draft", "submitted", "approved", "published"], Rung.SUBMITTED),
        (ForumState.RETURNED, ["draft", "submitted", "returned", "approved", "published"], Rung.RETURNED),
        (ForumState.APPROVED, ["draft", "submitted", "approved", "published"], Rung.APPROVED),
    ],
)
def test_the_ladder_says_where_the_forum_is(state: ForumState, rungs: list[str], here: Rung) -> None:
    steps = ladder(state, DEEDS)
    assert [step.rung for step in steps] == rungs
    assert [step.rung for step in steps if step.is_here] == [here]
    assert [step.is_reached for step in steps] == [rungs.index(step.rung) <= rungs.index(here) for step in steps]


def test_an_approved_forum_is_published_with_the_next_release() -> None:
    later = DEEDS | {Rung.PUBLISHED: Deed(TWO + minutes(5))}
    assert [step.rung for step in ladder(ForumState.APPROVED, later) if step.is_here] == [Rung.PUBLISHED]
    assert ladder(ForumState.DRAFTING, later)[1].deed is None
