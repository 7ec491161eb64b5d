"""A day drawn in blocks, rows and cells."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.rules.programme import SessionItem, SessionKind, TalkKind
from events.rules.timetable import Block, CellKind, Day, Row, timetable
from tests.builders.released import FIRST_DAY, a_session_item, a_speaker_item, a_talk_item, an_index, at
from toolkit.text import Text


def drawn(*sessions: SessionItem) -> Day:
    return timetable(an_index(*sessions), FIRST_DAY)


def hours(instant: datetime) -> float:
    return (instant - at(0)) / timedelta(hours=1)


def spans(day: Day) -> list[tuple[float, float]]:
    return [(hours(block.starts_at), hours(block.ends_at)) for block in day.blocks]


def rows(block: Block) -> list[Row]:
    return [*block.plenary, *(row for group in block.groups for row in group.rows)]


def told(row: Row) -> list[str]:
    return [cell.talk.code if cell.talk else cell.session.code if cell.session else "" for cell in row.shown]


def test_a_pause_of_three_quarters_of_an_hour_divides_two_blocks() -> None:
    near = drawn(a_session_item("A", 9, 10, forum=1), a_session_item("B", 10.5, 11, forum=1))
    far = drawn(a_session_item("A", 9, 10, forum=1), a_session_item("B", 10.75, 11, forum=1))
    assert spans(near) == [(9, 11)]
    assert spans(far) == [(9, 10), (10.75, 11)]


def test_the_step_from_everybody_to_forums_begins_a_block() -> None:
    day = drawn(a_session_item("P", 9, 10), a_session_item("F", 10, 12, forum=1), a_session_item("Z", 12, 13))
    assert spans(day) == [(9, 10), (10, 12), (12, 13)]
    assert [block.is_plenary for block in day.blocks] == [True, False, True]


def test_parallel_sessions_without_a_forum_get_a_row_each() -> None:
    day = drawn(a_session_item("A", 9, 11), a_session_item("B", 10, 12))
    assert [told(row) for row in rows(day.blocks[0])] == [["A"], ["B"]]


def test_a_block_of_more_than_five_hours_is_cut_where_the_fewest_talks_run() -> None:
    talks = [a_talk_item(f"T{hour}", hour, hour + 1) for hour in range(9, 12)]
    talks += [a_talk_item(f"T{hour}", hour, hour + 1) for hour in (12.5, 13.5, 14.5)]
    day = drawn(
        a_session_item("S", 9, 15.5, forum=1, talks=tuple(talks)),
        a_session_item("L", 9, 15.5, forum=2, talks=(a_talk_item("L1", 9, 12), a_talk_item("L2", 12, 15.5))),
    )
    assert spans(day) == [(9, 12), (12, 15.5)]


def test_what_runs_across_the_cut_is_in_both_blocks_with_its_own_times() -> None:
    day = drawn(a_session_item("S", 9, 15, forum=1))
    assert [told(rows(block)[0]) for block in day.blocks] == [["S"], ["S"]]
    assert {hours(rows(block)[0].cells[0].ends_at) for block in day.blocks} == {15}


def test_a_session_after_midnight_belongs_to_the_evening_before() -> None:
    index = an_index(a_session_item("N", 24.5, 26, forum=1))
    assert spans(timetable(index, FIRST_DAY)) == [(24.5, 26)]
    assert timetable(index, FIRST_DAY + timedelta(days=1)).parts == ()


def test_lunch_stands_between_the_blocks() -> None:
    lunch = a_session_item("L", 12, 14, kind=SessionKind.BREAK)
    day = drawn(a_session_item("A", 9, 12, forum=1), lunch, a_session_item("B", 14, 17, forum=1))
    assert [isinstance(part, Block) for part in day.parts] == [True, False, True]


def test_talks_that_overlap_in_one_room_get_a_second_line() -> None:
    talks = (a_talk_item("LONG", 9, 11), a_talk_item("SHORT", 9.5, 10), a_talk_item("LATER", 11, 12))
    day = drawn(a_session_item("S", 9, 12, forum=1, talks=talks))
    assert [told(row) for row in rows(day.blocks[0])] == [["LONG", "LATER"], ["SHORT"]]


def test_a_forum_in_two_rooms_has_a_row_for_each() -> None:
    day = drawn(a_session_item("A", 9, 10, forum=1, room="a"), a_session_item("B", 11, 12, forum=1, room="b"))
    found = [(str(row.room.en), told(row)) for row in rows(day.blocks[0])]
    assert found == [("a", ["A"])]
    assert [(str(row.room.en), told(row)) for row in rows(day.blocks[1])] == [("b", ["B"])]


def test_a_talk_without_length_is_not_lost() -> None:
    talks = (a_talk_item("A", 9, 10), a_talk_item("POINT", 10, 10), a_talk_item("B", 10, 11))
    day = drawn(a_session_item("S", 9, 11, forum=1, talks=talks))
    assert sorted(code for row in rows(day.blocks[0]) for code in told(row)) == ["A", "B", "POINT"]


def test_a_moment_alone_on_its_day_has_an_axis_of_five_minutes() -> None:
    day = drawn(a_session_item("POINT", 10, 10, forum=1))
    assert spans(day) == [(10, 10 + 5 / 60)]
    assert told(rows(day.blocks[0])[0]) == ["POINT"]


def test_where_tracks_wander_through_the_rooms_a_row_is_a_room() -> None:
    sessions = [
        a_session_item(f"{forum}{room}", 9 + forum, 10 + forum, forum=forum, room=room)
        for forum in (1, 2)
        for room in "ab"
    ]
    block = drawn(*sessions, a_session_item("X", 10, 11)).blocks[0]
    assert block.by_rooms
    assert [(row.title.en, told(row)) for row in block.groups[0].rows] == [("a", ["1a", "2a"]), ("b", ["1b", "2b"])]
    assert block.room_count == 2
    assert [told(row) for row in block.groups[1].rows] == [["X"]]


def test_closed_doors_stand_below_in_one_cell_without_a_room() -> None:
    closed = a_session_item("C1", 9, 10, kind=SessionKind.CLOSED_DOOR)
    block = drawn(a_session_item("F", 9, 12, forum=1), closed).blocks[0]
    assert [group.title.en for group in block.groups] == ["", "Closed-door meetings"]
    row = block.groups[1].rows[0]
    assert (row.room, [cell.kind for cell in row.shown]) == (Text(), [CellKind.CLOSED])


def test_three_neighbouring_short_talks_fold_into_one_bundle() -> None:
    talks = [a_talk_item(f"T{number}", 9 + number / 10, 9.1 + number / 10, "L") for number in range(5)]
    index = an_index(
        a_session_item("S", 9, 10, forum=1, talks=(*talks, a_talk_item("LAST", 9.5, 10))),
        speakers=(a_speaker_item("L"),),
    )
    first, last = rows(timetable(index, FIRST_DAY).blocks[0])[0].cells
    assert (first.kind, first.who.en, len(first.folded)) == (CellKind.BUNDLE, "5 flash talks", 5)
    assert last.kind is CellKind.TALK


def test_short_talks_of_several_sessions_in_one_room_fold_into_one_bundle() -> None:
    lightning = [
        a_session_item(f"S{number}", 9 + number / 12, 9 + (number + 1) / 12, forum=1, room="a",
                       talks=(a_talk_item(f"T{number}", 9 + number / 12, 9 + (number + 1) / 12),))
        for number in range(4)
    ]  # fmt: skip
    (cell,) = rows(drawn(*lightning).blocks[0])[0].cells
    assert [each.talk.code for each in cell.folded if each.talk] == ["T0", "T1", "T2", "T3"]


def test_a_talk_too_short_for_a_name_takes_of_the_empty_time_after_it() -> None:
    brief = a_session_item("B", 10, 10.1, forum=2, talks=(a_talk_item("B1", 10, 10.1),))
    block = drawn(a_session_item("A", 9, 14, forum=1), brief).blocks[0]
    gap, cell, after = rows(block)[1].cells
    assert (gap.kind, cell.kind, after.kind) == (CellKind.GAP, CellKind.SESSION, CellKind.GAP)
    assert gap.span + cell.span + after.span == block.columns
    assert cell.span * 1044 / block.columns >= 76


def test_a_row_tells_as_a_bar_when_something_is_on() -> None:
    tea = a_talk_item("TEA", 10, 10.5, kind=TalkKind.BREAK)
    talks = (a_talk_item("A", 9, 9.5), a_talk_item("B", 9.5, 10), tea, a_talk_item("C", 10.5, 11))
    (row,) = rows(drawn(a_session_item("S", 9, 11, forum=1, talks=talks)).blocks[0])
    assert row.bar == "M0 0h2v3h-2zM3 0h1v3h-1z"


def test_two_short_talks_stay_apart() -> None:
    talks = (a_talk_item("A", 9, 9.1), a_talk_item("B", 9.1, 9.2), a_talk_item("C", 9.2, 10))
    day = drawn(a_session_item("S", 9, 10, forum=1, talks=talks))
    assert told(rows(day.blocks[0])[0]) == ["A", "B", "C"]


def test_as_many_names_as_fit_are_told_whole() -> None:
    names = [("ANNA", "ANDERSON Anna"), ("BERTA", "BERTOLUCCI Berta"), ("CARLA", "CARLSSON Carla")]
    people = tuple(a_speaker_item(code, latin, latin) for code, latin in names)
    talks = (
        a_talk_item("WIDE", 9, 11, "ANNA", "BERTA", "CARLA"),
        a_talk_item("NARROW", 11, 11.5, "ANNA", "BERTA", "CARLA"),
        a_talk_item("REST", 11.5, 14),
    )
    index = an_index(a_session_item("S", 9, 14, forum=1, talks=talks), speakers=people)
    wide, narrow, _rest = rows(timetable(index, FIRST_DAY).blocks[0])[0].cells
    assert wide.who.en == "Anderson Anna, Bertolucci Berta, Carlsson Carla"
    assert narrow.who.en == "Anderson Anna et al."


def test_a_name_that_three_lines_do_not_hold_makes_its_cell_taller() -> None:
    name = "Bartholomäus-Konstantin Überschär-Großwiesenthal von und zu Hohenlohe"
    talks = (a_talk_item("A", 9, 9.25, "LONG"), a_talk_item("B", 9.25, 12))
    index = an_index(a_session_item("S", 9, 12, forum=1, talks=talks), speakers=(a_speaker_item("LONG", name, name),))
    long, other, *_ = rows(timetable(index, FIRST_DAY).blocks[0])[0].cells
    assert (long.who.en, long.is_tall, other.is_tall) == (name, True, False)


def test_the_tea_of_most_forums_is_told_on_the_axis() -> None:
    tea = a_talk_item("TEA", 10, 10.5, kind=TalkKind.BREAK, title=Text("茶歇", "Tea"))
    sessions = [
        a_session_item(
            f"S{forum}",
            9,
            11,
            forum=forum,
            talks=(a_talk_item(f"A{forum}", 9, 10), tea, a_talk_item(f"B{forum}", 10.5, 11)),
        )
        for forum in (1, 2)
    ]
    ticks = drawn(*sessions).blocks[0].ticks
    assert [(hours(tick.at), tick.pause.en) for tick in ticks if tick.pause] == [(10, "Tea")]


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
