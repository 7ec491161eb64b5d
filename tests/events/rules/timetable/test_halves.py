from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from events.rules.programme import SessionKind
from events.rules.timetable.halves import DayClock, Half, Taken, chosen, halves

ZONE = ZoneInfo("Asia/Shanghai")
FRIDAY, SATURDAY = date(2027, 4, 16), date(2027, 4, 17)


def at(hour: int, minute: int = 0, *, day: date = FRIDAY, zone: ZoneInfo = ZONE) -> datetime:
    return datetime.combine(day, time(hour, minute), zone)


def taken(start: datetime, end: datetime, *, kind: SessionKind = SessionKind.FORUM, forum: int | None = 1) -> Taken:
    return Taken(kind=kind, forum=forum, starts_at=start, ends_at=end)


def found(*sessions: Taken) -> tuple[Half, ...]:
    return halves(sessions, days=[FRIDAY, SATURDAY], zone=ZONE, day_starts_at=time(5))


def spans(halves_found: tuple[Half, ...]) -> list[tuple[str, str]]:
    return [(half.key, f"{half.starts_at:%H:%M}-{half.ends_at:%H:%M}") for half in halves_found]


def test_a_day_is_divided_at_its_pauses_and_breaks_open_no_block() -> None:
    lunch = taken(at(12), at(13, 50), kind=SessionKind.BREAK, forum=None)
    day = found(taken(at(9), at(12)), lunch, taken(at(14), at(17)), taken(at(14, 5), at(17, 40), forum=2))
    assert spans(day) == [
        ("2027-04-16.1", "09:00-12:00"),
        ("2027-04-16.2", "14:00-17:40"),
        ("2027-04-17.1", "09:00-18:00"),
    ]


def test_a_session_outside_the_days_has_its_day_and_one_after_midnight_belongs_to_the_day_before() -> None:
    early = taken(at(9, day=date(2027, 4, 15)), at(10, day=date(2027, 4, 15)))
    night = taken(at(1, day=SATURDAY), at(2, day=SATURDAY))
    assert [key for key, _ in spans(found(early, night))] == ["2027-04-15.1", "2027-04-16.1", "2027-04-17.1"]


def test_the_axis_begins_and_ends_at_full_ten_minutes_and_leaves_room_at_the_end() -> None:
    half = found(taken(at(9, 5), at(12, 1)))[0]
    assert (half.axis.starts_at, half.axis.ends_at) == (at(9), at(12, 40))
    assert found(taken(at(9), at(12)))[0].axis.ends_at == at(12, 30)


def test_an_address_names_a_block_or_a_day() -> None:
    day = found(taken(at(9), at(12)), taken(at(14), at(17)))
    first, second, saturday = day
    assert chosen(day, "2027-04-16.2", today=SATURDAY) == second
    assert chosen(day, "2027-04-16", today=SATURDAY) == first
    assert chosen(day, "2027-04-16.9", today=SATURDAY) == second, "its sessions have moved"
    assert chosen(day, "", today=SATURDAY) == saturday
    assert chosen(day, "<b>", today=date(2030, 1, 1)) == first


def test_the_clock_of_a_day_counts_minutes_since_it_began() -> None:
    clock = DayClock.of(FRIDAY, zone=ZONE, day_starts_at=time(5))
    assert clock.first_minute == 300
    assert (clock.minute(at(14)), clock.minute(at(4))) == (540, -60)
    assert clock.instant(540) == at(14)


def test_minutes_are_those_on_the_wall_on_a_day_whose_night_changed_the_clocks() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    sunday = date(2027, 3, 28)
    clock = DayClock.of(sunday, zone=berlin, day_starts_at=time(5))
    nine = at(9, day=sunday, zone=berlin)
    assert clock.minute(nine) == 240
    assert clock.instant(240) == nine
