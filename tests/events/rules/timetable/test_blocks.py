from datetime import datetime, timedelta

import pytest

from events.rules.programme import SessionItem, SessionKind
from events.rules.timetable.blocks import Axis, BlockSpan, are_parallel, axis_of, is_plenary, marks, stretches
from tests.builders.released import a_session_item, a_talk_item, at

MINUTE = 1 / 60


def hours(instant: datetime) -> float:
    return (instant - at(0)) / timedelta(hours=1)


def spans(*sessions: SessionItem) -> list[tuple[float, float]]:
    return [(hours(block.start), hours(block.end)) for block in stretches(sessions)]


def codes(blocks: list[BlockSpan]) -> list[list[str]]:
    return [[session.code for session in block.sessions] for block in blocks]


def ticks(axis: Axis) -> list[tuple[float, int]]:
    return [(hours(tick.at), tick.span) for tick in axis.ticks()]


def test_a_day_without_sessions_has_no_blocks() -> None:
    assert stretches([]) == []


def test_a_pause_of_three_quarters_of_an_hour_divides_two_blocks() -> None:
    first = a_session_item("A", 9, 10, forum=1)
    assert spans(first, a_session_item("B", 10 + 44 * MINUTE, 11, forum=1)) == [(9, 11)]
    assert spans(first, a_session_item("B", 10.75, 11, forum=1)) == [(9, 10), (10.75, 11)]


def test_a_pause_counts_from_the_session_that_ends_last() -> None:
    sessions = [a_session_item("LONG", 9, 11, forum=1), a_session_item("SHORT", 9, 9.5, forum=2)]
    assert spans(*sessions, a_session_item("NEXT", 11.5, 12, forum=2)) == [(9, 12)]


def test_the_step_from_everybody_to_forums_and_back_begins_a_block() -> None:
    sessions = [
        a_session_item("P", 9, 10),
        a_session_item("Q", 10, 10.5),
        a_session_item("F", 10.5, 12, forum=1),
        a_session_item("G", 12, 12.5, forum=2),
        a_session_item("Z", 12.5, 13),
    ]
    assert spans(*reversed(sessions)) == [(9, 10.5), (10.5, 12.5), (12.5, 13)]
    assert codes(stretches(sessions)) == [["P", "Q"], ["F", "G"], ["Z"]]


def test_a_forum_during_a_plenary_stays_in_its_block() -> None:
    assert spans(a_session_item("P", 9, 10), a_session_item("F", 9.5, 12, forum=1)) == [(9, 12)]


def test_a_block_of_exactly_five_hours_is_not_cut() -> None:
    assert spans(a_session_item("S", 9, 14, forum=1)) == [(9, 14)]
    assert len(spans(a_session_item("S", 9, 14 + MINUTE, forum=1))) == 2


def test_a_longer_block_is_cut_where_the_fewest_talks_run() -> None:
    talks = [a_talk_item(f"T{hour}", hour, hour + 1) for hour in (9, 10, 11, 12.5, 13.5, 14.5)]
    long = (a_talk_item("L1", 9, 12), a_talk_item("L2", 12, 15.5))
    sessions = [
        a_session_item("S", 9, 15.5, forum=1, talks=tuple(talks)),
        a_session_item("L", 9, 15.5, forum=2, talks=long),
    ]
    assert spans(*sessions) == [(9, 12), (12, 15.5)]


def test_among_equal_cuts_the_one_nearest_the_middle_is_chosen() -> None:
    assert spans(a_session_item("S", 9, 15, forum=1)) == [(9, 12), (12, 15)]
    assert spans(a_session_item("S", 9, 14.75, forum=1)) == [(9, 12), (12, 14.75)]


def test_a_cut_lies_in_the_middle_third_of_the_block() -> None:
    early = (a_talk_item("A", 9, 10.5), a_talk_item("B", 10.5, 15))
    assert spans(a_session_item("S", 9, 15, forum=1, talks=early)) == [(9, 12), (12, 15)]
    edge = (a_talk_item("A", 9, 11), a_talk_item("B", 11, 15))
    assert spans(a_session_item("S", 9, 15, forum=1, talks=edge)) == [(9, 11), (11, 15)]
    late = (a_talk_item("A", 9, 13), a_talk_item("B", 13, 15))
    assert spans(a_session_item("S", 9, 15, forum=1, talks=late)) == [(9, 13), (13, 15)]


def test_a_very_long_block_is_cut_again() -> None:
    assert spans(a_session_item("S", 8, 20, forum=1)) == [(8, 11), (11, 14), (14, 17), (17, 20)]


def test_a_session_across_a_cut_is_in_both_blocks() -> None:
    sessions = [
        a_session_item("ALL", 9, 15, forum=1),
        a_session_item("BEFORE", 9, 12, forum=2),
        a_session_item("AFTER", 12, 15, forum=2),
    ]
    assert codes(stretches(sessions)) == [["BEFORE", "ALL"], ["ALL", "AFTER"]]


def test_a_moment_at_a_cut_is_in_the_later_block() -> None:
    sessions = [a_session_item("ALL", 9, 15, forum=1), a_session_item("POINT", 12, 12, forum=2)]
    assert codes(stretches(sessions)) == [["ALL"], ["ALL", "POINT"]]


def test_a_single_moment_has_an_axis_of_five_minutes() -> None:
    assert spans(a_session_item("POINT", 10, 10, forum=1)) == [(10, 10 + 5 * MINUTE)]
    assert spans(a_session_item("BRIEF", 10, 10 + 6 * MINUTE, forum=1)) == [(10, 10 + 6 * MINUTE)]


def test_plenary_sessions_have_no_forum_and_are_not_closed() -> None:
    assert is_plenary(a_session_item("P", 9, 10))
    assert not is_plenary(a_session_item("F", 9, 10, forum=1))
    assert not is_plenary(a_session_item("C", 9, 10, kind=SessionKind.CLOSED_DOOR))


def test_sessions_are_parallel_if_one_begins_before_another_ends() -> None:
    first, second, third = a_session_item("A", 9, 10), a_session_item("B", 10, 11), a_session_item("C", 10.9, 12)
    assert not are_parallel([second, first])
    assert are_parallel([third, first, second])
    assert not are_parallel([first])


@pytest.mark.parametrize(
    ("start", "end", "minutes", "expected"),
    [
        (9, 10, 30, [9, 9.5]),
        (9, 10 + MINUTE, 30, [9, 9.5, 10]),
        (9 + MINUTE, 10, 30, [9.5]),
        (9.25, 10, 15, [9.25, 9.5, 9.75]),
        (9.6, 9.9, 60, []),
        (23.75, 24.75, 30, [24, 24.5]),
    ],
)
def test_marks_are_round_times_from_the_start_and_before_the_end(
    start: float, end: float, minutes: int, expected: list[float]
) -> None:
    assert [round(hours(each), 3) for each in marks(at(start), at(end), minutes=minutes)] == expected


def test_a_time_is_in_the_column_that_contains_it() -> None:
    axis = Axis(start=at(9), end=at(10), step=5)
    assert axis.columns == 12
    found = [axis.column(at(hour)) for hour in (8, 9, 9 + 4 * MINUTE, 9 + 5 * MINUTE, 9.5, 10, 11)]
    assert found == [0, 0, 0, 1, 6, 12, 12]


@pytest.mark.parametrize(("minutes", "apart"), [(30, 15), (100, 15), (105, 30), (330, 30), (335, 60), (600, 60)])
def test_ticks_are_further_apart_on_a_longer_axis(minutes: int, apart: int) -> None:
    axis = Axis(start=at(9), end=at(9) + timedelta(minutes=minutes), step=5)
    found = axis.ticks()
    assert [tick.at for tick in found] == [at(9) + timedelta(minutes=past) for past in range(0, minutes, apart)]
    assert {tick.span for tick in found[:-1]} == {apart // 5} - ({apart // 5} if len(found) == 1 else set())
    assert sum(tick.span for tick in found) == axis.columns


@pytest.mark.parametrize(("step", "expected"), [(30, [9, 9.5]), (15, [9, 9.25, 9.5, 9.75]), (10, [9, 9.5])])
def test_a_tick_is_at_the_beginning_of_a_column(step: int, expected: list[float]) -> None:
    assert [hour for hour, _ in ticks(Axis(start=at(9), end=at(10), step=step))] == expected


@pytest.mark.parametrize(("minutes", "apart"), [(101, 30), (331, 60)])
def test_ticks_are_further_apart_from_one_minute_more(minutes: int, apart: int) -> None:
    axis = Axis(start=at(9), end=at(9) + timedelta(minutes=minutes), step=1)
    assert axis.ticks()[0].span == apart


@pytest.mark.parametrize(("past", "second"), [(5, 9.25), (6, 9.25), (7, 9.5)])
def test_a_tick_too_close_to_the_start_is_left_out(past: int, second: float) -> None:
    axis = Axis(start=at(9) + timedelta(minutes=past), end=at(10), step=1)
    found = ticks(axis)
    assert (axis.ticks()[0].at, found[1][0]) == (axis.start, second)
    assert sum(span for _, span in found) == axis.columns


@pytest.mark.parametrize(
    ("start", "end", "session", "talks", "step"),
    [
        (9, 11, (9, 11), [], 30),
        (9, 11, (9, 10.25), [], 15),
        (9, 11, (9 + 20 * MINUTE, 11), [], 10),
        (9, 11, (9, 11), [(9, 9 + 5 * MINUTE)], 5),
        (9, 11, (9, 11), [(9 + 6 * MINUTE, 11)], 6),
        (9, 11, (9, 11), [(9, 9 + 7 * MINUTE)], 1),
        (9, 11, (8 + 7 * MINUTE, 11 + 7 * MINUTE), [], 30),
        (9, 11, (7, 8 + 7 * MINUTE), [], 30),
        (9 + 10 * MINUTE, 11, (9 + 10 * MINUTE, 11), [], 10),
        (9, 9 + 5 * MINUTE, (9, 9), [], 5),
    ],
)
def test_columns_are_as_wide_as_every_start_and_end_allows(
    start: float, end: float, session: tuple[float, float], talks: list[tuple[float, float]], step: int
) -> None:
    items = tuple(a_talk_item(f"T{number}", *times) for number, times in enumerate(talks))
    axis = axis_of([a_session_item("S", *session, talks=items)], at(start), at(end))
    assert axis == Axis(start=at(start), end=at(end), step=step)
