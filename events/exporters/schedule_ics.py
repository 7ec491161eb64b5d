"""Exporter for `schedule.ics`: one calendar entry for each talk and for each session without talks."""

from datetime import UTC, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event
from icalendar.prop import vDuration

from events.rules.exchange import Feed, FeedEvent
from events.rules.feeds import Edition
from toolkit.calendars import PRODUCER
from toolkit.markup import plain

LONGEST_DESCRIPTION = 2000


def schedule_ics(feed: Feed, *, language: str, edition: Edition) -> bytes:
    """Return the calendar in UTF-8. Entries keep their UID in all releases; SEQUENCE is the number of the release."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", feed.conference.title.within(language))
    calendar.add("x-wr-timezone", feed.conference.timezone)
    calendar.add("refresh-interval", vDuration(timedelta(hours=1)), parameters={"VALUE": "DURATION"})
    writing = _Writing(feed, language, edition)
    for event in feed.events:
        calendar.add_component(writing.entry(event))
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


class _Writing:
    """Writer for the entries of one feed in one language."""

    def __init__(self, feed: Feed, language: str, edition: Edition) -> None:
        self.language = language
        self.edition = edition
        self.zone = ZoneInfo(feed.conference.timezone)
        self.tracks = {track.key: track for track in feed.tracks}
        self.persons = {person.key: person for person in feed.persons}
        self.rooms = {room.key: room for room in feed.rooms}

    def entry(self, event: FeedEvent) -> Event:
        entry = Event()
        entry.add("uid", event.guid)
        entry.add("dtstamp", self.edition.published_at.astimezone(UTC))
        entry.add("last-modified", self.edition.published_at.astimezone(UTC))
        entry.add("sequence", self.edition.number)
        entry.add("summary", event.title.within(self.language))
        # Local time cannot tell the two hours apart that an autumn night has of one name, so those are in UTC.
        zone = UTC if any(map(self._comes_twice, (event.starts_at, event.ends_at))) else self.zone
        entry.add("dtstart", event.starts_at.astimezone(zone))
        if event.ends_at > event.starts_at:
            entry.add("dtend", event.ends_at.astimezone(zone))
        entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
        entry.add("transp", "TRANSPARENT")
        track = self.tracks.get(event.track)
        optional = {
            "location": self.rooms[event.room].name.within(self.language) if event.room else "",
            "description": self._description(event),
            "url": event.url,
            "categories": track.name.within(self.language) if track else "",
        }
        for name, words in optional.items():
            if words:
                entry.add(name, [words] if name == "categories" else words)
        return entry

    def _comes_twice(self, moment: datetime) -> bool:
        local = moment.astimezone(self.zone)
        return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()

    def _description(self, event: FeedEvent) -> str:
        people = ", ".join(self.persons[key].name.within(self.language) for key in event.persons)
        told = unescape(plain(event.abstract.within(self.language)))
        if len(told) > LONGEST_DESCRIPTION:
            told = told[:LONGEST_DESCRIPTION].rstrip() + "…"
        return "\n\n".join(filter(None, (event.subtitle.within(self.language), people, told)))
