from dataclasses import replace

import pytest

from events.rules.notices import Difference, Fate, Notice, stage_notices
from events.rules.programme import (
    AppearanceRole,
    ForumItem,
    PersonRole,
    Programme,
    RoomItem,
    SessionItem,
    SessionKind,
)
from events.rules.publication import Subject
from tests.builders.released import FACTS, a_forum_item, a_session_item, a_talk_item, at
from toolkit.text import Text

ROOMS = tuple(RoomItem(key=key, name=Text(en=f"Room {key}"), floor="", capacity=None) for key in "12")
TALKS = (a_talk_item("T1", 9, 9.5, "LIN", "WANG"), a_talk_item("T2", 9.5, 10, "ZHOU"))
SESSION = a_session_item(
    "S1",
    9,
    10,
    room="1",
    forum=3,
    talks=TALKS,
    people=(PersonRole(speaker="LIN", role=AppearanceRole.CHAIR),),
)
CHAIRED = (a_forum_item(3, people=(PersonRole(speaker="CHEN", role=AppearanceRole.CHAIR),)),)


def a_programme(*sessions: SessionItem, forums: tuple[ForumItem, ...] = ()) -> Programme:
    return Programme(conference=FACTS, rooms=ROOMS, groups=(), forums=forums, sessions=sessions, speakers=())


def told(before: Programme, after: Programme, *hidden: str) -> dict[str, list[tuple[Fate, str]]]:
    found = stage_notices(Difference(before=before, after=after, hidden=frozenset(hidden)))
    return {speaker: [(notice.fate, notice.code) for notice in notices] for speaker, notices in found.items()}


def test_nobody_is_told_anything_if_no_place_on_stage_has_changed() -> None:
    retitled = replace(SESSION, title=Text(en="Another title"), talks=(replace(TALKS[0], abstract=Text("x")), TALKS[1]))
    assert told(a_programme(SESSION), a_programme(retitled)) == {}


def test_everybody_in_a_session_that_has_moved_is_told_once_for_each_place() -> None:
    assert told(a_programme(SESSION), a_programme(replace(SESSION, room="2"))) == {
        "LIN": [(Fate.MOVED, "S1"), (Fate.MOVED, "T1")],
        "WANG": [(Fate.MOVED, "T1")],
        "ZHOU": [(Fate.MOVED, "T2")],
    }


@pytest.mark.parametrize("times", [{"starts_at": at(9.4)}, {"ends_at": at(9.6)}])
def test_another_start_or_end_of_a_talk_concerns_its_own_people(times: dict[str, object]) -> None:
    moved = replace(SESSION, talks=(TALKS[0], replace(TALKS[1], **times)))  # type: ignore[arg-type]  # any field
    assert told(a_programme(SESSION), a_programme(moved)) == {"ZHOU": [(Fate.MOVED, "T2")]}


def test_a_place_is_new_or_gone_with_the_person_the_item_or_its_cancellation() -> None:
    replaced = replace(SESSION, talks=(a_talk_item("T1", 9, 9.5, "LIN", "ZHOU"), TALKS[1]))
    assert told(a_programme(SESSION), a_programme(replaced)) == {
        "ZHOU": [(Fate.NEW, "T1")],
        "WANG": [(Fate.GONE, "T1")],
    }
    without = replace(SESSION, talks=TALKS[:1])
    cancelled = replace(SESSION, talks=(TALKS[0], replace(TALKS[1], is_cancelled=True)))
    for after in (without, cancelled):
        assert told(a_programme(SESSION), a_programme(after)) == {"ZHOU": [(Fate.GONE, "T2")]}
        assert told(a_programme(after), a_programme(SESSION)) == {"ZHOU": [(Fate.NEW, "T2")]}
    all_gone = told(a_programme(SESSION), a_programme(replace(SESSION, is_cancelled=True)))
    assert all_gone["WANG"] == [(Fate.GONE, "T1")]


def test_the_chairs_of_a_forum_are_told_of_its_sessions() -> None:
    before = a_programme(SESSION, forums=CHAIRED)
    assert told(before, a_programme(replace(SESSION, ends_at=at(10.5)), forums=CHAIRED)) == {
        "LIN": [(Fate.MOVED, "S1")],
        "CHEN": [(Fate.MOVED, "S1")],
    }


def test_of_what_has_gone_behind_closed_doors_nobody_is_told_that_it_is_gone() -> None:
    closed = replace(SESSION, kind=SessionKind.CLOSED_DOOR).without_secrets()
    assert told(a_programme(SESSION), a_programme(closed), "S1", "T1", "T2") == {}
    assert told(a_programme(SESSION), a_programme(replace(SESSION, talks=TALKS[:1])), "T2") == {}


def test_a_notice_is_read_as_it_was_written() -> None:
    notice = Notice(fate=Fate.GONE, subject=Subject.TALK, code="T1", session="S1", role=AppearanceRole.GUEST)
    assert (str(notice), Notice.read(str(notice))) == ("gone/talk/T1/S1/guest_of_honour", notice)
