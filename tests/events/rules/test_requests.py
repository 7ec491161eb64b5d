from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from events.rules.requests import (
    Days,
    DayValue,
    Repair,
    RequestFault,
    RoomValue,
    Slot,
    TimesValue,
    TitleValue,
    Value,
    fault_of,
    granted,
    in_the_way,
    mark_of,
    present,
    read,
    stored,
    ways_out,
)
from events.rules.spans import Span

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS = Days(zone=SHANGHAI, day_starts_at=time(5))
TWO = datetime(2027, 4, 16, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
TIMES = TimesValue(starts_at=TWO, ends_at=TWO + HOUR)


def slot(session: int, room: int | None = 1, *, at: int = 0, hours: int = 1) -> Slot:
    """Return the slot of a session that begins `at` hours after two o'clock."""
    starts_at = TWO + at * HOUR
    return Slot(session=session, room=room, span=Span(starts_at, starts_at + hours * HOUR))


VALUES: list[Value] = [
    RoomValue(rooms=(3, None)),
    DayValue(days=(date(2027, 4, 16),)),
    TIMES,
    TitleValue(title_zh="细胞", title_en="<b>Cells</b>"),
]


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_read_as_it_was_stored(value: Value) -> None:
    assert read(stored(value)) == value
    assert mark_of(read(stored(value))) == mark_of(value)


def test_something_else_is_no_value() -> None:
    with pytest.raises(ValidationError):
        read({"colour": "red"})


def test_marks_differ_with_the_value_and_not_with_the_zone() -> None:
    assert len({mark_of(value) for value in VALUES}) == len(VALUES)
    there = TimesValue(starts_at=TWO.astimezone(SHANGHAI), ends_at=(TWO + HOUR).astimezone(SHANGHAI))
    assert mark_of(there) == mark_of(TIMES)


@pytest.mark.parametrize(
    ("wanted", "seen", "fault"),
    [
        (RoomValue(rooms=(2,)), RoomValue(rooms=(1,)), None),
        (RoomValue(rooms=(2,)), RoomValue(rooms=(2,)), RequestFault.NOTHING_CHANGES),
        (RoomValue(rooms=(2,)), RoomValue(rooms=(2, 1)), None),
        (RoomValue(rooms=(2,)), None, RequestFault.NO_SESSION),
        (TitleValue(title_zh="", title_en=""), TitleValue(title_zh="细胞", title_en=""), RequestFault.NO_TITLE),
        (DayValue(days=(date(2027, 4, 17),)), DayValue(days=(date(2027, 4, 16),)), None),
        (
            DayValue(days=(date(2027, 4, 17),)),
            DayValue(days=(date(2027, 4, 16), date(2027, 4, 17))),
            RequestFault.SEVERAL_DAYS,
        ),
    ],
)
def test_only_what_changes_something_can_be_asked_for(
    wanted: Value, seen: Value | None, fault: RequestFault | None
) -> None:
    assert fault_of(wanted, seen=seen) is fault


def test_the_present_value_is_that_of_the_sessions_asked_about() -> None:
    slots = [slot(1, 3), slot(2, None, at=2), slot(3, 3, at=24)]
    assert present(slots, RoomValue(rooms=(9,)), days=DAYS) == RoomValue(rooms=(3, None))
    days = DayValue(days=(date(2027, 4, 16), date(2027, 4, 17)))
    assert present(slots, DayValue(days=(date(2027, 4, 18),)), days=DAYS) == days
    assert present(slots, TIMES, days=DAYS) == TIMES
    assert present([], TIMES, days=DAYS) is None


def test_a_granted_request_changes_only_what_it_asks_for() -> None:
    assert granted([slot(1), slot(2, 2)], RoomValue(rooms=(7,)), days=DAYS) == (slot(1, 7), slot(2, 7))
    assert granted([slot(1)], DayValue(days=(date(2027, 4, 18),)), days=DAYS) == (slot(1, at=48),)
    assert granted([slot(1, at=3)], TIMES, days=DAYS) == (slot(1),)


def test_another_day_keeps_the_time_of_the_clock_and_of_a_late_evening() -> None:
    paris = Days(zone=ZoneInfo("Europe/Paris"), day_starts_at=time(5))
    summer = Span(datetime(2027, 3, 27, 13, tzinfo=UTC), datetime(2027, 3, 27, 14, tzinfo=UTC))
    moved = paris.moved(summer, date(2027, 3, 28))
    assert [moved.starts_at.astimezone(paris.zone).hour, moved.starts_at.astimezone(UTC).hour] == [14, 12]
    late = Span(datetime(2027, 4, 16, 17, tzinfo=UTC), datetime(2027, 4, 16, 18, tzinfo=UTC))
    assert DAYS.moved(late, date(2027, 4, 17)) == Span(late.starts_at + 24 * HOUR, late.ends_at + 24 * HOUR)


@pytest.mark.parametrize(
    "other",
    [slot(9, 2, at=1), slot(9, 2, at=-1), slot(9, 3), slot(9, None), slot(9, 2, hours=0), slot(1, 2)],
)
def test_only_what_shares_a_room_and_a_time_is_in_the_way(other: Slot) -> None:
    assert in_the_way([slot(1, 2)], [other, slot(8, 2)]) == (slot(8, 2),)


def test_sessions_without_a_room_are_in_nobodys_way() -> None:
    assert in_the_way([slot(1, None)], [slot(9, None)]) == ()


SEATS = {1: 240, 2: 300, 3: 200, 4: 250, 5: None}


def test_nothing_needs_a_way_out_while_the_room_is_free() -> None:
    assert ways_out([slot(1, 1)], [slot(1, 2)], [slot(9, 2, at=1)], seats=SEATS) == ()


def test_rooms_are_swapped_or_the_smallest_free_room_with_as_many_seats_is_taken() -> None:
    swap, other = ways_out([slot(1, 1)], [slot(1, 2)], [slot(9, 2)], seats=SEATS)
    assert (swap.repair, swap.slots, swap.others) == (Repair.SWAP_ROOMS, (slot(1, 2), slot(9, 1)), (9,))
    assert (other.repair, other.slots, other.room) == (Repair.OTHER_ROOM, (slot(1, 4),), 4)


def test_rooms_are_not_swapped_where_that_would_make_another_clash() -> None:
    # Session 9 is longer, and its end would meet session 8 in the room that session 1 leaves.
    others = [slot(9, 2, hours=2), slot(8, 1, at=1)]
    ways = ways_out([slot(1, 1)], [slot(1, 2)], others, seats=SEATS)
    assert [way.repair for way in ways] == [Repair.OTHER_ROOM]


def test_other_times_in_the_same_room_are_no_reason_to_swap() -> None:
    ways = ways_out([slot(1, 1)], [slot(1, 1, at=2)], [slot(9, 1, at=2)], seats={1: 240, 3: 200})
    assert ways == ()


def test_a_forum_in_several_rooms_leaves_none_to_swap_with() -> None:
    before, wanted = [slot(1, 1), slot(2, 3, at=2)], [slot(1, 2), slot(2, 2, at=2)]
    assert [way.repair for way in ways_out(before, wanted, [slot(9, 2)], seats=SEATS)] == [Repair.OTHER_ROOM]
