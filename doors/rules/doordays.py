"""Event days. An event day is in the conference's zone and starts at its `day_starts_at`, not at midnight.

All instants are aware; a day's span is half open.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from doors.rules.admission import Window

MONTH = timedelta(days=31)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The calendar of one conference. With days that start at 05:00, 00:30 belongs to the evening before."""

    zone: ZoneInfo
    day_starts_at: time
    starts_on: date
    ends_on: date

    def day_of(self, instant: datetime) -> date:
        """Return the event day that an instant belongs to."""
        local = instant.astimezone(self.zone)
        return local.date() - timedelta(days=1) if local.time() < self.day_starts_at else local.date()

    def begin_of(self, day: date) -> datetime:
        """Return the first instant of an event day, in UTC."""
        return datetime.combine(day, self.day_starts_at, tzinfo=self.zone).astimezone(UTC)

    def end_of(self, day: date) -> datetime:
        """Return the first instant after an event day, in UTC."""
        return self.begin_of(day + timedelta(days=1))

    @cached_property
    def days(self) -> frozenset[date]:
        """The conference's days."""
        return frozenset(self.starts_on + timedelta(days=n) for n in range((self.ends_on - self.starts_on).days + 1))


def windows(calendar: Calendar, *, opens_at: datetime | None, closes_at: datetime | None) -> tuple[Window, ...]:
    """Return a checkpoint's opening hours, one window for each event day that they touch; () if it is always open.

    A missing end is that of the conference. Hours are cut off a month before and after the conference.
    """
    if opens_at is None and closes_at is None:
        return ()
    first, last = calendar.begin_of(calendar.starts_on), calendar.end_of(calendar.ends_on)
    opens = max(opens_at or first, first - MONTH)
    closes = min(closes_at or last, last + MONTH)
    found = []
    day = calendar.day_of(opens)
    while calendar.begin_of(day) < closes:
        window = Window(
            day=day, opens_at=max(opens, calendar.begin_of(day)), closes_at=min(closes, calendar.end_of(day))
        )
        found.append(window)
        day += timedelta(days=1)
    return tuple(found)
