from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.rules.programme import SessionItem, SessionKind, TalkKind
from events.rules.timetable import Block, CellKind, Day, Pause, Row, timetable
from tests.builders.released import FIRST_DAY, a_session_item, a_talk_item, an_index, at
from toolkit.text import Text


def drawn(*sessions: SessionItem) -> Day:
    return timetable(an_index(*sessions), FIRST_DAY)


def hours(instant: datetime) -> float:
    return (instant - at(0)) / timedelta(hours=1)


def spans(day: Day) -> list[tuple[float, float]]:
    return [(hours(block.starts_at), hours(block.ends_at)) for block in day.blocks]


def rows(block: Block) -> list[Row]:
    return [*block.plenary, *(row for group in block.groups for row in group.rows)]


def codes(row: Row) -> list[str]:
    return [cell.talk.code if cell.talk else cell.session.code if cell.session else "" for cell in row.shown]


def test_a_block_is_plenary_while_everybody_is_in_one_room() -> None:
    day = drawn(a_session_item("P", 9, 10), a_session_item("F", 10, 12, forum=1), a_session_item("Z", 12, 13))
    assert spans(day) == [(9, 10), (10, 12), (12, 13)]
    assert [block.is_plenary for block in day.blocks] == [True, False, True]


def test_parallel_sessions_without_a_forum_get_a_row_each() -> None:
    day = drawn(a_session_item("A", 9, 11), a_session_item("B", 10, 12))
    assert [codes(row) for row in rows(day.blocks[0])] == [["A"], ["B"]]


def test_a_session_across_the_cut_is_in_both_blocks_with_its_own_times() -> None:
    day = drawn(a_session_item("S", 9, 15, forum=1))
    assert [codes(rows(block)[0]) for block in day.blocks] == [["S"], ["S"]]
    assert {hours(rows(block)[0].cells[0].ends_at) for block in day.blocks} == {15}


def test_a_session_after_midnight_belongs_to_the_evening_before() -> None:
    index = an_index(a_session_item("N", 24.5, 26, forum=1))
    assert spans(timetable(index, FIRST_DAY)) == [(24.5, 26)]
    assert timetable(index, FIRST_DAY + timedelta(days=1)).parts == ()


def test_lunch_is_drawn_between_the_blocks() -> None:
    lunch = a_session_item("L", 12, 14, kind=SessionKind.BREAK, room="a")
    day = drawn(a_session_item("A", 9, 12, forum=1), lunch, a_session_item("B", 14, 17, forum=1))
    before, between, after = day.parts
    assert isinstance(before, Block)
    assert isinstance(after, Block)
    assert between == Pause(session=lunch, room=Text("a", "a"))
    assert (before.pauses, after.pauses) == ((), ())
    assert [session.code for session in day.sessions] == ["A", "L", "B"]


@pytest.mark.parametrize(
    ("start", "end", "is_inside"), [(9, 12, True), (10, 10.5, True), (8.9, 10, False), (11, 12.1, False)]
)
def test_a_pause_within_a_block_is_drawn_in_it(start: float, end: float, *, is_inside: bool) -> None:
    tea = a_session_item("TEA", start, end, kind=SessionKind.SOCIAL)
    day = drawn(tea, a_session_item("A", 9, 12, forum=1))
    (block,) = day.blocks
    assert [pause.session for pause in block.pauses] == ([tea] if is_inside else [])
    assert len(day.parts) == (1 if is_inside else 2)


def test_tea_between_plenary_lectures_is_in_their_row_and_on_their_axis() -> None:
    tea = a_session_item("TEA", 10, 10 + 1 / 6, kind=SessionKind.BREAK)
    (block,) = drawn(a_session_item("A", 9, 10), tea, a_session_item("B", 10.5, 11)).blocks
    assert (block.step, block.columns, block.groups) == (10, 12, ())
    (row,) = block.plenary
    assert [(cell.kind, cell.span) for cell in row.cells] == [
        (CellKind.SESSION, 6),
        (CellKind.PAUSE, 1),
        (CellKind.GAP, 2),
        (CellKind.SESSION, 3),
    ]


def test_a_break_in_one_forum_is_not_a_pause_of_the_day() -> None:
    day = drawn(a_session_item("A", 9, 10, forum=1), a_session_item("TEA", 10, 11, forum=1, kind=SessionKind.BREAK))
    assert len(day.parts) == 1
    assert spans(day) == [(9, 10)]


def a_forum_session(number: int, tea_at: float | None) -> SessionItem:
    """Return a forum's session from 9:00 to 11:00, with a half-hour tea break if `tea_at` is given."""
    if tea_at is None:
        return a_session_item(f"S{number}", 9, 11, forum=number)
    tea = a_talk_item(f"TEA{number}", tea_at, tea_at + 0.5, kind=TalkKind.BREAK, title=Text("茶歇", "Tea"))
    talks = (a_talk_item(f"A{number}", 9, tea_at), tea, a_talk_item(f"B{number}", tea_at + 0.5, 11))
    return a_session_item(f"S{number}", 9, 11, forum=number, talks=talks)


@pytest.mark.parametrize(
    ("breaks", "expected"),
    [
        ([10, 10], [(10, "Tea")]),
        ([10, None], [(10, "Tea")]),
        ([10, 9.5], [(9.5, "Tea"), (10, "Tea")]),
        ([10, None, None], []),
        ([None, None], []),
    ],
)
def test_the_axis_names_a_break_that_half_of_the_forums_share(
    breaks: list[float | None], expected: list[tuple[float, str]]
) -> None:
    (block,) = drawn(*(a_forum_session(number, tea_at) for number, tea_at in enumerate(breaks, 1))).blocks
    assert [(hours(tick.at), tick.pause.en) for tick in block.ticks if tick.pause] == expected


def test_parallel_sessions_without_a_forum_have_an_axis_without_breaks() -> None:
    tea = a_talk_item("TEA", 9, 9.5, kind=TalkKind.BREAK, title=Text("茶歇", "Tea"))
    (block,) = drawn(a_session_item("A", 9, 11, talks=(tea,)), a_session_item("B", 9, 11)).blocks
    assert [tick.pause for tick in block.ticks if tick.pause] == []


def test_short_talks_of_several_sessions_in_one_room_fold_into_one_bundle() -> None:
    times = [9 + number / 12 for number in range(5)]
    lightning = [
        a_session_item(f"S{number}", *span, forum=1, room="a", talks=(a_talk_item(f"T{number}", *span),))
        for number, span in enumerate(pairwise(times))
    ]
    (cell,) = rows(drawn(*lightning).blocks[0])[0].cells
    assert [each.talk.code for each in cell.folded if each.talk] == ["T0", "T1", "T2", "T3"]


def test_a_talk_without_duration_is_drawn() -> None:
    talks = (a_talk_item("A", 9, 10), a_talk_item("POINT", 10, 10), a_talk_item("B", 10, 11))
    day = drawn(a_session_item("S", 9, 11, forum=1, talks=talks))
    assert sorted(code for row in rows(day.blocks[0]) for code in codes(row)) == ["A", "B", "POINT"]


def test_rows_are_rooms_where_forums_move_between_them() -> None:
    sessions = [
        a_session_item(f"{forum}{room}", 9 + forum, 10 + forum, forum=forum, room=room)
        for forum in (1, 2)
        for room in "ab"
    ]
    block = drawn(*sessions, a_session_item("X", 10, 11)).blocks[0]
    assert block.by_rooms
    assert [(row.title.en, codes(row)) for row in block.groups[0].rows] == [("a", ["1a", "2a"]), ("b", ["1b", "2b"])]
    assert block.room_count == 2
    assert [codes(row) for row in block.groups[1].rows] == [["X"]]


def test_a_day_that_the_conference_does_not_have_is_an_error() -> None:
    with pytest.raises(KeyError):
        timetable(an_index(), FIRST_DAY + timedelta(days=9))


MINUTES = st.integers(min_value=6 * 60, max_value=26 * 60)


@st.composite
def sessions_of_a_day(draw: st.DrawFn) -> list[SessionItem]:
    found = []
    for number in range(draw(st.integers(min_value=1, max_value=8))):
        start = draw(MINUTES)
        end = start + draw(st.integers(min_value=0, max_value=500))
        forum = draw(st.sampled_from([None, 1, 2, 3]))
        kinds = [SessionKind.FORUM] if forum else [SessionKind.PLENARY, SessionKind.CLOSED_DOOR, SessionKind.BREAK]
        lengths = draw(st.lists(st.integers(min_value=0, max_value=90), max_size=6))
        talks, at_minute = [], start
        for place, length in enumerate(lengths):
            until = min(at_minute + length, end)
            talks.append(a_talk_item(f"{number}-{place}", at_minute / 60, until / 60))
            at_minute = max(start, until - draw(st.integers(min_value=0, max_value=10)))
        found.append(
            a_session_item(
                f"S{number}",
                start / 60,
                end / 60,
                forum=forum,
                kind=draw(st.sampled_from(kinds)),
                room=draw(st.sampled_from([None, "a", "b"])),
                talks=tuple(talks),
            )
        )
    return found


@given(sessions_of_a_day())
def test_every_row_adds_up_to_its_axis_and_nothing_is_lost(sessions: list[SessionItem]) -> None:
    day = timetable(an_index(*sessions), FIRST_DAY)
    seen = set()
    for block in day.blocks:
        assert block.columns * block.step == (block.ends_at - block.starts_at) / timedelta(minutes=1)
        assert sum(tick.span for tick in block.ticks) == block.columns
        for row in rows(block):
            assert sum(cell.span for cell in row.cells) == block.columns
            assert all(cell.span > 0 for cell in row.cells)
            seen |= {cell.session.code for cell in row.cells if cell.session}
            seen |= {
                talk.code
                for cell in row.cells
                for talk in [*cell.items, *(each.talk for each in (cell, *cell.folded) if each.talk)]
            }
    seen |= {part.session.code for part in day.parts if not isinstance(part, Block)}
    seen |= {pause.session.code for block in day.blocks for pause in block.pauses}
    ours = [session for session in sessions if session.kind is not SessionKind.BREAK or session.forum is None]
    assert {session.code for session in ours if not session.talks} <= seen
    open_talks = {talk.code for session in ours if not session.is_closed for talk in session.talks}
    pauses = {talk.code for session in ours if session.kind is SessionKind.BREAK for talk in session.talks}
    assert open_talks - pauses <= seen
