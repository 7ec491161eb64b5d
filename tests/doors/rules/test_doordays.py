"""Event days and opening hours."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from doors.rules.admission import Window
from doors.rules.doordays import Calendar, windows

FRIDAY, SATURDAY, SUNDAY = date(2027, 4, 16), date(2027, 4, 17), date(2027, 4, 18)
SHANGHAI = Calendar(zone=ZoneInfo("Asia/Shanghai"), day_starts_at=time(5), starts_on=FRIDAY, ends_on=SUNDAY)
BRUSSELS = Calendar(
    zone=ZoneInfo("Europe/Brussels"), day_starts_at=time(5), starts_on=date(2026, 10, 24), ends_on=date(2026, 10, 25)
)


def shanghai(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 4, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_half_past_midnight_belongs_to_the_previous_day() -> None:
    assert SHANGHAI.day_of(shanghai(17, 0, 30)) == FRIDAY


def test_the_day_begins_at_its_hour() -> None:
    assert [SHANGHAI.day_of(shanghai(17, 4, 59)), SHANGHAI.day_of(shanghai(17, 5))] == [FRIDAY, SATURDAY]


def test_the_conferences_zone_decides_not_that_of_the_instant() -> None:
    assert SHANGHAI.day_of(datetime(2027, 4, 16, 23, 0, tzinfo=UTC)) == SATURDAY


def test_a_day_of_25_hours_ends_where_the_next_begins() -> None:
    assert BRUSSELS.end_of(date(2026, 10, 24)) - BRUSSELS.begin_of(date(2026, 10, 24)) == (
        datetime(2026, 10, 25, 4, tzinfo=UTC) - datetime(2026, 10, 24, 3, tzinfo=UTC)
    )


def test_the_conference_has_its_days() -> None:
    assert SHANGHAI.days == {FRIDAY, SATURDAY, SUNDAY}


def test_a_door_without_hours_is_always_open() -> None:
    assert windows(SHANGHAI, opens_at=None, closes_at=None) == ()


def test_hours_past_midnight_stay_with_their_evening() -> None:
    found = windows(SHANGHAI, opens_at=shanghai(16, 22), closes_at=shanghai(17, 1, 30))

    assert found == (Window(day=FRIDAY, opens_at=shanghai(16, 22), closes_at=shanghai(17, 1, 30)),)


def test_hours_over_two_days_are_two_adjoining_windows() -> None:
    found = windows(SHANGHAI, opens_at=shanghai(16, 8), closes_at=shanghai(17, 18))

    assert found == (
        Window(day=FRIDAY, opens_at=shanghai(16, 8), closes_at=shanghai(17, 5)),
        Window(day=SATURDAY, opens_at=shanghai(17, 5), closes_at=shanghai(17, 18)),
    )


def test_a_missing_end_of_hours_is_the_end_of_the_conference() -> None:
    assert [window.day for window in windows(SHANGHAI, opens_at=shanghai(17, 8), closes_at=None)] == [SATURDAY, SUNDAY]
    assert [window.day for window in windows(SHANGHAI, opens_at=None, closes_at=shanghai(16, 18))] == [FRIDAY]


def test_hours_end_a_month_from_the_conference_at_the_latest() -> None:
    found = windows(SHANGHAI, opens_at=datetime(1, 1, 2, tzinfo=UTC), closes_at=datetime(9999, 12, 30, tzinfo=UTC))

    assert len(found) == 31 + 3 + 31
