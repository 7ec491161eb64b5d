from datetime import timedelta

import pytest

from events.rules.index import ProgrammeIndex, page_name
from events.rules.programme import CLOSED_ROOM, AppearanceRole, PersonRole, SessionKind
from tests.builders.released import FIRST_DAY, a_session_item, a_speaker_item, a_talk_item, an_index
from toolkit.text import Text


@pytest.fixture
def index() -> ProgrammeIndex:
    talk = a_talk_item("T", 10, 10.5, "LIN")
    chaired = a_session_item(
        "S", 10, 11, forum=7, room="a", talks=(talk,), people=(PersonRole(speaker="LIN", role=AppearanceRole.CHAIR),)
    )
    return an_index(a_session_item("P", 9, 10), chaired, speakers=(a_speaker_item("LIN"),))


def test_every_day_of_the_conference_is_indexed_even_an_empty_one(index: ProgrammeIndex) -> None:
    found = {day: [session.code for session in sessions] for day, sessions in index.sessions_by_day.items()}
    assert found == {FIRST_DAY: ["P", "S"], FIRST_DAY + timedelta(days=1): []}


def test_a_talk_is_found_with_its_session_and_a_forum_with_its_sessions(index: ProgrammeIndex) -> None:
    session, talk = index.talks["T"]
    assert (session.code, talk.code) == ("S", "T")
    assert [each.code for each in index.sessions_by_forum[7]] == ["S"]


def test_a_speaker_has_an_entry_for_each_appearance_in_order_of_time(index: ProgrammeIndex) -> None:
    found = [(entry.role, entry.talk.code if entry.talk else None) for entry in index.entries["LIN"]]
    assert found == [(AppearanceRole.CHAIR, None), (AppearanceRole.SPEAKER, "T")]


def test_the_room_of_a_closed_door_session_is_never_revealed(index: ProgrammeIndex) -> None:
    closed = a_session_item("C", 9, 10, kind=SessionKind.CLOSED_DOOR, room="a")
    assert index.room_name(closed) == CLOSED_ROOM
    assert index.room_name(index.sessions["S"]) == Text("a", "a")
    assert index.room_name(index.sessions["P"]) == Text()


@pytest.mark.parametrize(
    ("latin", "shown"),
    [
        ("LIN Zhiyuan", "Lin Zhiyuan"),
        ("ÜBERSCHÄR-GROSSWIESENTHAL Konstantin", "Überschär-Grosswiesenthal Konstantin"),
        ("Margaret A. Thistlewood", "Margaret A. Thistlewood"),
        ("", "林知远"),
    ],
)
def test_capitals_mark_a_family_name_on_badges_only(latin: str, shown: str) -> None:
    assert page_name(a_speaker_item("X", "林知远", latin)) == Text("林知远", shown)
