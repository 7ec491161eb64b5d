"""Which times contain which: a talk lies within its session, a session within the days of its conference."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from toolkit.text import Text


class TimesFault(StrEnum):
    """Why something cannot take place at the times asked for."""

    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    OUTSIDE_CONFERENCE = "outside_conference"
    OUTSIDE_SESSION = "outside_session"
    TALK_LEFT_OUT = "talk_left_out"
    SESSION_LEFT_OUT = "session_left_out"


@dataclass(frozen=True, slots=True)
class Span:
    """From one aware instant to another; the end does not belong to it."""

    starts_at: datetime
    ends_at: datetime

    @property
    def is_empty(self) -> bool:
        """Whether the end is not after the start."""
        return self.ends_at <= self.starts_at

    @property
    def length(self) -> timedelta:
        """How long it lasts."""
        return self.ends_at - self.starts_at

    def holds(self, other: Self) -> bool:
        """Whether the other span lies within this one; it may begin and end at the same moments."""
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at

    def overlaps(self, other: Self) -> bool:
        """Whether they have a moment in common; one that begins when the other ends does not overlap it."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A talk or a session with its times, so that a refusal can name it."""

    name: Text
    span: Span


def days_of(*, first: date, last: date, day_starts_at: time, zone: ZoneInfo) -> Span:
    """Return the span of a conference's days: what takes place after midnight belongs to the evening before."""
    return Span(
        datetime.combine(first, day_starts_at, zone), datetime.combine(last + timedelta(days=1), day_starts_at, zone)
    )


def session_fault(session: Span, *, days: Span) -> TimesFault | None:
    """Return why a session cannot take place then; None if it can."""
    if session.is_empty:
        return TimesFault.ENDS_BEFORE_IT_STARTS
    return None if days.holds(session) else TimesFault.OUTSIDE_CONFERENCE


def talk_fault(talk: Span, *, session: Span) -> TimesFault | None:
    """Return why a talk cannot take place then; None if it can."""
    if talk.is_empty:
        return TimesFault.ENDS_BEFORE_IT_STARTS
    return None if session.holds(talk) else TimesFault.OUTSIDE_SESSION


def left_out(parts: Iterable[NamedSpan], *, before: Span, after: Span) -> NamedSpan | None:
    """Return the first part that lay within `before` and does not lie within `after`; None if all still do.

    Parts that lay outside from the start, as some feeds have them, do not count.
    """
    return next((part for part in parts if before.holds(part.span) and not after.holds(part.span)), None)


def shift_of_talks(before: Span, after: Span) -> timedelta:
    """Return by how much the talks of a session move along when its times change.

    They move with a session that keeps its length, or that is moved to another time altogether. Where only one end
    moves, they stay.
    """
    is_moved = before.length == after.length or not before.overlaps(after)
    return after.starts_at - before.starts_at if is_moved else timedelta(0)
