"""Finding the session of a forum that holds an item, by its time."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from events.rules.agenda.rows import AgendaSession, AgendaTalk
from events.rules.daytimes import DayTimeRefused, Stretch, leading_stretch, read_day
from events.rules.names import visible
from events.rules.programme import day_of
from events.rules.programme_rows import place_key
from events.rules.spans import Span

_NOON = 12 * 60
_EARLY = 8 * 60
_LABEL = re.compile(r"^\W*(?:会议|论坛|活动)?(?:时间|日期|date|time)\s*[:：]\s*", re.IGNORECASE)
_DATE = re.compile(
    r"^\W*(?P<date>\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?|\d{1,2}\s*月\s*\d{1,2}\s*[日号]?|"
    r"第\s*[一二三四五六七八九十\d]+\s*[天日]|day\s*\d+|\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\.?(?:,?\s*\d{4})?|"
    r"[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s*\d{4})?)(?![\d:：])",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"(?P<late>下午|午后|晚上|晚间|afternoon|evening|p\.?m\.?)|(?P<early>上午|早上|morning|a\.?m\.?)", re.IGNORECASE
)
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line that says for which day, or which half of it, the following rows are; None for what it does not say."""

    day: date | None = None
    is_late: bool | None = None


def read_heading(text: str, *, first: date, last: date) -> Heading | None:
    """Return what a line such as 11月9日 下午 says; None for other lines."""
    plain = _LABEL.sub("", visible(text))
    if not plain or len(plain) > _LONGEST_HEADING:
        return None
    dated, half = _DATE.match(plain), _HALF.search(plain)
    is_late = half["late"] is not None if half else None
    if dated is not None:
        try:
            return Heading(day=read_day(dated["date"], first=first, last=last), is_late=is_late)
        except DayTimeRefused:
            return None
    return Heading(is_late=is_late) if half and len(plain) <= len(half[0]) + 4 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The sessions of the forum, and the zone of the conference with the hour at which its days begin."""

    sessions: tuple[AgendaSession, ...]
    zone: ZoneInfo
    day_starts_at: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """The sessions that hold an item, with its span there; `nearest` is its span if none does."""

    found: tuple[tuple[AgendaSession, Span], ...] = ()
    nearest: Span | None = None


def places_of(stretch: Stretch, frame: Frame, *, day: date | None, is_late: bool, room: str) -> Placing:
    """Return the sessions that hold this stretch of time, on the day if it is known.

    Below a heading for the afternoon, 2:00 is 14:00. Of several sessions, that in the room named in the row counts.
    """
    days = [day] if day else sorted({_day(session.span.starts_at, frame) for session in frame.sessions})
    spans = [_span(one, stretch, frame.zone, is_late=is_late) for one in days]
    found = [(session, span) for span in spans for session in frame.sessions if session.span.holds(span)]
    named = [pair for pair in found if room and is_room_of(pair[0], room)]
    return Placing(found=tuple(_only(named) or found), nearest=spans[0] if spans and not found else None)


def _only(pairs: Sequence[tuple[AgendaSession, Span]]) -> Sequence[tuple[AgendaSession, Span]]:
    return pairs if len(pairs) == 1 else ()


def _day(instant: datetime, frame: Frame) -> date:
    return day_of(instant, zone=frame.zone, day_starts_at=frame.day_starts_at)


def _span(day: date, stretch: Stretch, zone: ZoneInfo, *, is_late: bool) -> Span:
    later = _NOON if is_late and stretch.start < _EARLY else 0
    midnight = datetime.combine(day, time(), tzinfo=zone)
    starts_at, ends_at = (midnight + timedelta(minutes=minutes + later) for minutes in (stretch.start, stretch.end))
    return Span(starts_at, ends_at)


def is_room_of(session: AgendaSession, room: str) -> bool:
    """Return whether the session is in this room, by its name in either language."""
    return place_key(room) in {place_key(name) for name in (session.room.zh, session.room.en)}


def talk_there(session: AgendaSession, span: Span, title: str) -> AgendaTalk | None:
    """Return the talk of the session that has these times and this title in either language."""
    names = {place_key(title), *(place_key(part) for part in title.split(" / "))}
    for talk in session.talks:
        if talk.span == span and names & {place_key(name) for name in (talk.title.zh, talk.title.en) if name}:
            return talk
    return None


def taken_by(session: AgendaSession, span: Span, *, but_for: Container[str] = ()) -> AgendaTalk | None:
    """Return the first talk of the session that overlaps the span; those in `but_for`, by key, give way."""
    there = (talk for talk in session.talks if talk.key not in but_for)
    return next((talk for talk in there if talk.span.overlaps(span)), None)


def day_and_time(text: str) -> tuple[str, str]:
    """Return the day and the time in a cell that may hold both: 2026-11-02 09:00."""
    found = _DATE.match(text)
    rest = text[found.end() :].lstrip(" T　,，") if found else ""
    return (found["date"], rest) if found and leading_stretch(rest) is not None else ("", text)
