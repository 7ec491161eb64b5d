"""Exporter for `schedule.json`. For a programme made here, the file is valid against the c3voc schema."""

import json
import re

from events.exporters.schedules import GENERATOR, ExportDay, clock_words, days_of, length_words, local
from events.rules.exchange import Extras, Feed, FeedEvent, FeedLink, FeedPerson, FeedRoom, FeedTrack

Json = dict[str, object]
SCHEMA = "https://c3voc.de/schedule/schema.json"
_ZONE = re.compile(r"[A-Z][a-z]+/[A-Z][a-z]+.*|UTC")


def schedule_json(feed: Feed, *, language: str) -> bytes:
    """Return the document in UTF-8, in one language."""
    writing = _Writing(feed, language)
    document = {
        "$schema": SCHEMA,
        "generator": {"name": GENERATOR},
        "schedule": {
            "version": feed.conference.version,
            "base_url": feed.conference.base_url,
            "conference": writing.conference(),
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


class _Writing:
    """Writer for the parts of one feed in one language."""

    def __init__(self, feed: Feed, language: str) -> None:
        self.feed = feed
        self.language = language
        self.tracks = {track.key: track for track in feed.tracks}
        self.persons = {person.key: person for person in feed.persons}

    def conference(self) -> Json:
        said, days = self.feed.conference, days_of(self.feed)
        return {
            "acronym": said.acronym,
            "title": said.title.within(self.language),
            "start": str(said.starts_on),
            "end": str(said.ends_on),
            "daysCount": len(days),
            "timeslot_duration": said.timeslot,
            **({"time_zone_name": said.timezone} if _ZONE.fullmatch(said.timezone) else {}),
            "url": said.url,
            "tracks": [self._track(track) for track in self.feed.tracks],
            "rooms": [self._room(room) for room in self.feed.rooms],
            "days": [self._day(day) for day in days],
            **_extras(said.extras),
        }

    def _track(self, track: FeedTrack) -> Json:
        known = {"name": track.name.within(self.language), "slug": track.slug, "color": track.color}
        return _said(known) | _extras(track.extras)

    def _room(self, room: FeedRoom) -> Json:
        known = {"name": room.name.within(self.language), "guid": room.guid, "slug": room.slug}
        capacity = {} if room.capacity is None else {"capacity": room.capacity}
        return _said(known) | capacity | _extras(room.extras)

    def _day(self, day: ExportDay) -> Json:
        rooms: dict[str, list[Json]] = {}
        for room, events in day.rooms:
            name = room.name.within(self.language)
            # The format identifies rooms by name, so rooms of the same name in two buildings share a list.
            rooms.setdefault(name, []).extend(self._event(event, name) for event in events)
        return {
            "index": day.index,
            "date": day.on.isoformat(),
            "day_start": day.starts_at.isoformat(),
            "day_end": day.ends_at.isoformat(),
            "rooms": rooms,
        }

    def _event(self, event: FeedEvent, room: str) -> Json:
        starts_at, ends_at = local(event.starts_at, self.feed), local(event.ends_at, self.feed)
        track = self.tracks.get(event.track)
        return {
            "id": int(event.id),
            "guid": event.guid,
            **_said({"code": event.code, "logo": event.logo}),
            "date": starts_at.isoformat(),
            "start": clock_words(starts_at),
            "end": ends_at.isoformat(),
            "duration": length_words(event),
            "room": room,
            "slug": event.slug,
            "url": event.url,
            "title": event.title.within(self.language),
            "subtitle": event.subtitle.within(self.language),
            "track": track.name.within(self.language) if track else None,
            "type": event.kind,
            "language": event.language or None,
            "abstract": event.abstract.within(self.language),
            "description": event.description.within(self.language),
            "recording_license": event.license,
            "do_not_record": event.do_not_record,
            **_said({"feedback_url": event.feedback_url, "origin_url": event.origin_url}),
            "persons": [self._person(self.persons[key]) for key in event.persons],
            "links": [_link(link) for link in event.links],
            "attachments": [_link(link) for link in event.attachments],
            **_extras(event.extras),
        }

    def _person(self, person: FeedPerson) -> Json:
        known = {
            "guid": person.guid,
            "code": person.code,
            "public_name": person.name.within(self.language),
            "biography": person.biography.within(self.language),
            "avatar": person.avatar,
        }
        return {"id": int(person.id)} | _said(known) | _extras(person.extras)


def _said(values: dict[str, str]) -> Json:
    return {name: value for name, value in values.items() if value}


def _link(link: FeedLink) -> Json:
    known = {"url": link.url, "title": link.title, "type": link.kind, "service": link.service}
    return {"url": link.url} | _said(known)


def _extras(extras: Extras) -> Json:
    """Return the extras kept by the importer, except XML attributes, for which JSON has no place."""
    return {name: value for name, value in extras.items() if not name.startswith("@")}
