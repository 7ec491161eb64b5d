from collections.abc import Iterable
from dataclasses import replace

import pytest

from events.rules.index import ProgrammeIndex
from events.rules.programme import SessionItem, SessionKind
from events.rules.timetable.blocks import Axis
from events.rules.timetable.rows import goes_by_rooms, plenary_rows, row_groups
from events.rules.timetable.shapes import CellKind, Row, RowGroup
from tests.builders.released import a_forum_item, a_session_item, a_talk_item, an_index, at
from toolkit.text import Text

AXIS = Axis(start=at(9), end=at(12), step=30)


def codes(row: Row) -> list[str]:
    return [cell.talk.code if cell.talk else cell.session.code for cell in row.shown if cell.session]


def outline(groups: Iterable[RowGroup]) -> list[tuple[str, str, list[tuple[str, list[str]]]]]:
    """Return the letter and title of each group, with the label and codes of each of its rows."""
    return [(group.letter, group.title.en, [(row.label, codes(row)) for row in group.rows]) for group in groups]


def grouped(*sessions: SessionItem, groups: str = "", by_rooms: bool = False) -> list[RowGroup]:
    return list(row_groups(an_index(*sessions, groups=groups), AXIS, sessions, by_rooms=by_rooms))


def a_closed_session(code: str, **fields: object) -> SessionItem:
    return a_session_item(code, 9, 10, kind=SessionKind.CLOSED_DOOR, room="a", **fields)


def test_plenaries_share_a_row_named_after_the_first() -> None:
    first = a_session_item("P1", 9, 10, label="P1", room="a")
    second = a_session_item("P2", 10.5, 12, label="P2", room="b")
    tea = a_session_item("TEA", 10, 10.5, kind=SessionKind.BREAK)
    (row,) = plenary_rows(an_index(first, second, tea), AXIS, [first, second], [tea])
    assert (row.label, row.title, row.room) == ("P1", first.title, Text("a", "a"))
    assert [(cell.kind, cell.span) for cell in row.cells] == [
        (CellKind.SESSION, 2),
        (CellKind.PAUSE, 1),
        (CellKind.SESSION, 3),
    ]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], False),
        ([(1, "a")], False),
        ([(1, "a"), (2, "b")], False),
        ([(1, "a"), (2, "b"), (1, "b")], True),
        ([(1, "a"), (2, "a")], True),
        ([(1, "a"), (1, "a")], False),
        ([(1, "a"), (1, "b"), (2, "b"), (3, "c")], False),
        ([(1, "a"), (1, None), (2, None)], False),
        ([(1, "a"), (None, "a"), (None, "b")], False),
    ],
)
def test_rows_are_rooms_if_forums_would_need_half_as_many_rows_again(
    places: list[tuple[int | None, str | None]], *, expected: bool
) -> None:
    sessions = [
        a_session_item(str(number), 9, 10, forum=forum, room=room) for number, (forum, room) in enumerate(places)
    ]
    assert goes_by_rooms(sessions) is expected


def test_forums_are_grouped_by_letter_in_the_order_of_the_letters() -> None:
    sessions = [a_session_item(f"F{number}", 9, 10, forum=number) for number in (1, 2, 3, 4)]
    index = an_index(*sessions, groups="BA")
    letters = {1: "A", 2: "B", 3: "", 4: "X"}
    forums = tuple(a_forum_item(number, letter) for number, letter in letters.items())
    groups = row_groups(ProgrammeIndex(replace(index.programme, forums=forums)), AXIS, sessions, by_rooms=False)
    assert outline(groups) == [
        ("B", "Group B", [("2", ["F2"])]),
        ("A", "Group A", [("1", ["F1"])]),
        ("", "", [("3", ["F3"]), ("4", ["F4"])]),
    ]


def test_a_forum_in_two_rooms_has_a_row_for_each() -> None:
    sessions = [
        a_session_item("A", 9, 10, forum=1, room="a"),
        a_session_item("B", 10, 11, forum=1, room="b"),
        a_session_item("C", 11, 12, forum=1, room="a"),
    ]
    (group,) = grouped(*sessions)
    assert [(row.room.en, codes(row)) for row in group.rows] == [("a", ["A", "C"]), ("b", ["B"])]
    assert {row.forum.number for row in group.rows if row.forum} == {1}
    assert {row.title.en for row in group.rows} == {"Forum 1"}


def test_talks_that_overlap_in_one_room_get_a_second_row() -> None:
    talks = (a_talk_item("LONG", 9, 11), a_talk_item("SHORT", 9.5, 10), a_talk_item("LATER", 11, 12))
    (group,) = grouped(a_session_item("S", 9, 12, forum=1, talks=talks))
    assert [codes(row) for row in group.rows] == [["LONG", "LATER"], ["SHORT"]]


def test_if_rows_are_rooms_each_room_has_one_and_the_rest_comes_below() -> None:
    sessions = [
        a_session_item("1B", 9, 10, forum=1, room="b"),
        a_session_item("2B", 10, 11, forum=2, room="b"),
        a_session_item("1A", 10, 11, forum=1, room="a"),
        a_session_item("PA", 11, 12, room="a"),
        a_session_item("NOWHERE", 9, 10, forum=3),
        a_closed_session("CLOSED"),
    ]
    groups = grouped(*sessions, by_rooms=True)
    assert outline(groups) == [
        ("", "", [("", ["1A", "PA"]), ("", ["1B", "2B"])]),
        ("", "Also on", [("", ["NOWHERE"])]),
        ("", "Closed-door meetings", [("", ["CLOSED"])]),
    ]
    assert [(row.title.en, row.room, row.forum) for row in groups[0].rows] == [("a", Text(), None), ("b", Text(), None)]


def test_sessions_without_rooms_make_no_group_of_rooms() -> None:
    assert outline(grouped(a_session_item("X", 9, 10, forum=1), by_rooms=True)) == [("", "Also on", [("", ["X"])])]


def test_sessions_without_a_forum_each_have_a_row_with_their_talks() -> None:
    talks = (a_talk_item("T1", 9, 10), a_talk_item("T2", 10, 11))
    sessions = [
        a_session_item("F", 9, 10, forum=1),
        a_session_item("P", 9, 11, label="P1", room="a", talks=talks),
        a_session_item("Q", 9, 10, label="P2"),
    ]
    _, group = grouped(*sessions)
    assert outline([group]) == [("", "Also on", [("P1", ["T1", "T2"]), ("P2", ["Q"])])]
    assert [(row.room.en, row.title.en) for row in group.rows] == [("a", "Session P"), ("", "Session Q")]
    assert [row.session for row in group.rows] == sessions[1:]
    assert group.title.zh == "其他活动"


@pytest.mark.parametrize("by_rooms", [True, False])
def test_closed_door_sessions_come_last_in_one_cell_each_without_a_room(*, by_rooms: bool) -> None:
    talks = (a_talk_item("T1", 9, 9.5), a_talk_item("T2", 9.5, 10))
    closed = a_closed_session("C1", label="C1", talks=talks, forum=1)
    groups = grouped(a_session_item("F", 9, 12, forum=1, room="a"), closed, by_rooms=by_rooms)
    assert [group.title.en for group in groups] == ["", "Closed-door meetings"]
    assert [codes(row) for row in groups[0].rows] == [["F"]]
    assert groups[1].title.zh == "闭门会"
    (row,) = groups[1].rows
    assert (row.label, row.room, row.session) == ("C1", Text(), closed)
    assert [cell.kind for cell in row.shown] == [CellKind.CLOSED]


def test_short_talks_of_a_forum_or_a_room_are_bundled() -> None:
    talks = tuple(a_talk_item(f"T{number}", 9 + number / 10, 9.1 + number / 10) for number in range(5))
    session = a_session_item("S", 9, 9.5, forum=1, room="a", talks=talks)
    axis = Axis(start=at(9), end=at(12), step=6)
    for by_rooms in (True, False):
        (group,) = row_groups(an_index(session), axis, [session], by_rooms=by_rooms)
        assert [cell.kind for cell in group.rows[0].shown] == [CellKind.BUNDLE]
