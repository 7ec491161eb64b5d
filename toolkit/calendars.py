"""Calendar entries as iCalendar files (RFC 5545) that Outlook and phones accept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCER = "-//Rostrum//Rostrum//EN"


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """One calendar entry.

    Dates (both inclusive) make an all-day entry; times must be aware. A calendar replaces an entry of the same `uid`
    with one of a higher `sequence`, and removes it if that is `cancelled`. `stamp` is when this version was made.
    """

    uid: str
    title: str
    starts: date | datetime
    ends: date | datetime
    stamp: datetime
    place: str = ""
    description: str = ""
    url: str = ""
    organiser: str = ""
    organiser_email: str = ""
    sequence: int = 0
    cancelled: bool = False


def calendar_file(entries: Sequence[CalendarEntry]) -> bytes:
    """Return a file with entries that are all valid or all cancelled.

    As a mail attachment, its type is `text/calendar; method=PUBLISH` (or `CANCEL`). Raise ValueError if an entry ends
    before it starts, or mixes dates with times.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if all(entry.cancelled for entry in entries) else "PUBLISH")
    for entry in entries:
        calendar.add_component(_event(entry))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: CalendarEntry) -> Event:
    starts, ends = _bounds(entry)
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.stamp.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("summary", entry.title)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    # An all-day entry must not make the delegate look busy at night.
    event.add("transp", "OPAQUE" if isinstance(starts, datetime) else "TRANSPARENT")
    for name, text in (("location", entry.place), ("description", entry.description), ("url", entry.url)):
        if text:
            event.add(name, text)
    if entry.organiser_email:
        organiser = vCalAddress(f"mailto:{entry.organiser_email}")
        organiser.params["CN"] = vText(entry.organiser or entry.organiser_email)
        event["organizer"] = organiser
    return event


def _bounds(entry: CalendarEntry) -> tuple[date | datetime, date | datetime]:
    """Return start and end as the format requires: times in UTC, or dates with the end on the day after the last."""
    if isinstance(entry.starts, datetime) and isinstance(entry.ends, datetime):
        if None in {entry.starts.tzinfo, entry.ends.tzinfo} or entry.ends <= entry.starts:
            raise ValueError("times must be aware and in order")
        return entry.starts.astimezone(UTC), entry.ends.astimezone(UTC)
    if datetime in {type(entry.starts), type(entry.ends)} or entry.ends < entry.starts:
        raise ValueError("an entry needs dates in order, or two times")
    return entry.starts, entry.ends + timedelta(days=1)
