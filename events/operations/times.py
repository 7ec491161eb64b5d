"""Refusing times that do not fit: the rule of `events.rules.spans`, applied to locked rows."""

from collections.abc import Iterable

from events.models import Conference, Session, Talk
from events.operations.office.changes import Overtaken, lock_row
from events.rules.edits import SessionEdit, TalkEdit
from events.rules.spans import NamedSpan, Span, TimesFault, days_of, left_out, session_fault, talk_fault


class TimesRefused(Exception):
    """Nothing was changed. `about` names the talk or session that would be outside, or the session to stay within."""

    def __init__(self, fault: TimesFault, about: NamedSpan | None = None) -> None:
        super().__init__(fault)
        self.fault = fault
        self.about = about


def span_of(row: Session | Talk | SessionEdit | TalkEdit) -> Span:
    """Return the times of a session or a talk."""
    return Span(row.starts_at, row.ends_at)


def days_span(conference: Conference) -> Span:
    """Return the span of the conference's days."""
    return days_of(
        first=conference.starts_on,
        last=conference.ends_on,
        day_starts_at=conference.day_starts_at,
        zone=conference.zone,
    )


def lock_times(row: Session | Talk) -> Span:
    """Lock the row and return its times; raises Overtaken if they have been changed since it was read."""
    span = span_of(lock_row(row))
    if span != span_of(row):
        raise Overtaken
    return span


def session_fault_in(conference: Conference, session: Span) -> TimesFault | None:
    """Return why a session of this conference cannot have these times, or None if it can."""
    return session_fault(session, days=days_span(conference), day_of=conference.day_of)


def refuse_session_outside(conference: Conference, session: Span) -> None:
    """Raise TimesRefused unless the session lies within the days; locks the conference, so that its days stay."""
    fault = session_fault_in(lock_row(conference), session)
    if fault is not None:
        raise TimesRefused(fault)


def refuse_talk_outside(session: Session, talk: Span) -> None:
    """Raise TimesRefused unless the talk lies within the session; locks the session, so that its times stay."""
    locked = lock_row(session)
    fault = talk_fault(talk, session=span_of(locked))
    if fault is not None:
        raise TimesRefused(fault, NamedSpan(locked.title, span_of(locked)))


def refuse_left_out(fault: TimesFault, rows: Iterable[Session] | Iterable[Talk], *, before: Span, after: Span) -> None:
    """Raise TimesRefused with the first row that lies within `before` but not within `after`."""
    lost = left_out((NamedSpan(row.title, span_of(row)) for row in rows), before=before, after=after)
    if lost is not None:
        raise TimesRefused(fault, lost)
