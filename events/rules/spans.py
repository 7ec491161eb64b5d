"""Rules for times: a talk must lie within its session, and a session within the days of its conference."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from toolkit.text import Text


class TimesFault(StrEnum):
    """Why an item cannot take place at the requested times."""

    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    OUTSIDE_CONFERENCE = "outside_conference"
    LONGER_THAN_A_DAY = "longer_than_a_day"
    IN_TWO_DAYS = "in_two_days"
    OUTSIDE_SESSION = "outside_session"
    TALK_LEFT_OUT = "talk_left_out"
    SESSION_LEFT_OUT = "session_left_out"


@dataclass(frozen=True, slots=True)
class Span:
    """The time between two aware instants, without the end itself."""

    starts_at: datetime
    ends_at: datetime

    @property
    def is_empty(self) -> bool:
        """Whether the end is not after the start."""
        return self.ends_at <= self.starts_at

    @property
    def length(self) -> timedelta:
        """The duration."""
        return self.ends_at - self.starts_at

    def holds(self, other: Self) -> bool:
        """Return whether the other span lies within this one, or equals it."""
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at

    def overlaps(self, other: Self) -> bool:
        """Return whether the spans share any time. Spans that only touch do not overlap."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """The span of a talk or session, with its name for messages."""

    name: Text
    span: Span


def days_of(*, first: date, last: date, day_starts_at: time, zone: ZoneInfo) -> Span:
    """Return the span from `day_starts_at` on the first day until that time on the day after the last."""
    return Span(
        datetime.combine(first, day_starts_at, zone), datetime.combine(last + timedelta(days=1), day_starts_at, zone)
    )


def session_fault(session: Span, *, days: Span, day_of: Callable[[datetime], date]) -> TimesFault | None:
    """Return why a session cannot have these times, or None if it can. `day_of` returns the day of an instant.

    A session lies within one day of the conference, which lasts until `day_starts_at` of the next.
    """
    if session.is_empty:
        return TimesFault.ENDS_BEFORE_IT_STARTS
    if not days.holds(session):
        return TimesFault.OUTSIDE_CONFERENCE
    if session.length > timedelta(days=1):
        return TimesFault.LONGER_THAN_A_DAY
    last = day_of(session.ends_at - timedelta(microseconds=1))
    return None if day_of(session.starts_at) == last else TimesFault.IN_TWO_DAYS


def talk_fault(talk: Span, *, session: Span) -> TimesFault | None:
    """Return why a talk cannot have these times, or None if it can."""
    if talk.is_empty:
        return TimesFault.ENDS_BEFORE_IT_STARTS
    return None if session.holds(talk) else TimesFault.OUTSIDE_SESSION


def left_out(parts: Iterable[NamedSpan], *, before: Span, after: Span) -> NamedSpan | None:
    """Return the first part that lies within `before` but not within `after`, or None if there is none.

    Parts outside `before`, which imported feeds may have, are ignored.
    """
    return next((part for part in parts if before.holds(part.span) and not after.holds(part.span)), None)


def shift_of_talks(before: Span, after: Span) -> timedelta:
    """Return how far to move the talks of a session when its times change.

    Talks move with a session that keeps its length or whose new times do not overlap the old ones; otherwise they stay.
    """
    is_moved = before.length == after.length or not before.overlaps(after)
    return after.starts_at - before.starts_at if is_moved else timedelta(0)
