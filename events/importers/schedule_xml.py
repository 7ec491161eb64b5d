"""Importer for `schedule.xml` as written by pentabarf, frab, pretalx and similar software."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import Element

from events.importers.registers import People, Rooms, Tracks, settled_events
from events.importers.values import LONGEST_TITLE, Place, worth_keeping
from events.rules.exchange import (
    Extras,
    Feed,
    FeedConference,
    FeedEvent,
    FeedFault,
    FeedFormat,
    FeedLink,
    FeedPerson,
    FeedRefused,
    FeedRoom,
    FeedTrack,
    text_of,
)

_CONFERENCE = {
    *("title", "acronym", "subtitle", "venue", "city", "start", "end", "days", "day_change"),
    *("timeslot_duration", "time_zone_name", "base_url", "url", "track"),
}
_EVENT = {
    *("date", "start", "duration", "room", "slug", "url", "title", "subtitle", "track", "type", "language"),
    *("abstract", "description", "recording", "persons", "links", "attachments", "logo"),
    *("feedback_url", "origin_url"),
}
_ROOT = {"generator", "url", "version", "conference", "tracks", "persons", "day"}
_PERSON = {"name", "biography", "avatar"}


def schedule_of_xml(root: Element) -> Feed:
    """Return the feed of a parsed `<schedule>`. Raise FeedRefused at the first invalid value."""
    conference = _conference(root)
    reading = _Reading(day_change=conference.day_change)
    reading.declare(root)
    events = [event for day in root.findall("day") for event in reading.events_of(day)]
    if not events:
        raise FeedRefused(FeedFault.NO_EVENTS)
    persons, keys = reading.people.settled()
    return Feed(
        format=FeedFormat.XML,
        conference=conference,
        rooms=tuple(reading.rooms.known.values()),
        tracks=tuple(reading.tracks.known.values()),
        persons=persons,
        events=settled_events(events, people=keys),
    )


def _conference(root: Element) -> FeedConference:
    node = root.find("conference")
    head = Element("conference") if node is None else node
    place = Place("conference")
    starts, ends, change = (head.findtext(name) for name in ("start", "end", "day_change"))
    return FeedConference(
        title=text_of(place.line(head.findtext("title"), "title")),
        acronym=place.line(head.findtext("acronym"), "acronym"),
        subtitle=place.line(head.findtext("subtitle"), "subtitle", longest=LONGEST_TITLE),
        venue=place.line(head.findtext("venue"), "venue"),
        city=place.line(head.findtext("city"), "city", longest=100),
        starts_on=place.day(starts, "start") if starts else None,
        ends_on=place.day(ends, "end") if ends else None,
        day_change=place.clock(change, "day_change") if change else None,
        timeslot=place.line(head.findtext("timeslot_duration"), "timeslot_duration"),
        timezone=place.line(head.findtext("time_zone_name"), "time_zone_name"),
        base_url=place.line(head.findtext("base_url"), "base_url", longest=LONGEST_TITLE),
        url=place.line(root.findtext("url") or head.findtext("url"), "url", longest=LONGEST_TITLE),
        version=place.line(root.findtext("version"), "version", longest=LONGEST_TITLE),
        said=tuple(child.tag for child in head if (child.text or "").strip())
        + tuple(name for name in ("tracks", "persons") if root.find(name) is not None),
        extras=_children(head, _CONFERENCE, place) | _children(root, _ROOT, place),
    )


@dataclass
class _Reading:
    """Rooms, tracks and people read so far."""

    day_change: time | None
    rooms: Rooms = field(default_factory=Rooms)
    tracks: Tracks = field(default_factory=Tracks)
    people: People = field(default_factory=People)

    def declare(self, root: Element) -> None:
        """Register the tracks and people that are listed before the days."""
        for node in (*root.findall("tracks/track"), *root.findall("conference/track")):
            place = Place("tracks")
            name = place.line(node.text or node.get("name"), "track")
            if name:
                slug = place.line(node.get("slug"), "slug")
                self.tracks.declare(
                    FeedTrack(
                        key=slug or name,
                        name=text_of(name),
                        slug=slug,
                        color=place.line(node.get("color"), "color"),
                        extras=_attributes(node, {"slug", "color", "name"}, place),
                    ),
                    name=name,
                )
        for node in root.findall("persons/person"):
            place = Place("persons")
            if name := place.line(node.findtext("name"), "name"):
                self.people.note(self._person(node, name, place))

    def _person(self, node: Element, name: str, place: Place) -> FeedPerson:
        return FeedPerson(
            key="",
            name=text_of(name),
            id=place.line(node.get("id"), "id", longest=100),
            guid=place.line(node.get("guid"), "guid", longest=100),
            code=place.line(node.get("code"), "code", longest=100),
            biography=text_of(place.text(node.findtext("biography"), "biography")),
            avatar=place.line(node.findtext("avatar"), "avatar", longest=2000),
            extras=_attributes(node, {"id", "guid", "code"}, place) | _children(node, _PERSON, place),
        )

    def events_of(self, day: Element) -> list[FeedEvent]:
        """Return the events of one `<day>` in document order."""
        place = Place("day " + (day.get("index") or ""))
        on = place.day(day.get("date") or day.get("start"), "date")
        change = self.day_change or self._start_of(day, place)
        events = []
        for room in day.findall("room"):
            if name := place.line(room.get("name"), "room"):
                self._declare_room(room, name, place)
            events += [self._event(node, on, change, name) for node in room.findall("event")]
        return events

    def _start_of(self, day: Element, place: Place) -> time:
        start = day.get("start")
        return place.moment(start, "start").time() if start and "T" in start else time(0)

    def _declare_room(self, room: Element, name: str, place: Place) -> None:
        slug, guid = (place.line(room.get(field), field) for field in ("slug", "guid"))
        extras = _attributes(room, {"name", "slug", "guid"}, place)
        if slug or guid or extras:
            self.rooms.declare(FeedRoom(key=name, name=text_of(name), slug=slug, guid=guid, extras=extras))
        else:
            self.rooms.name(name)

    def _event(self, node: Element, day: date, change: time, room: str) -> FeedEvent:
        title = Place(node.get("id") or "").line(node.findtext("title"), "title", longest=LONGEST_TITLE)
        place = Place(" ".join(filter(None, (node.get("id"), f"“{title[:80]}”"))))
        if not title:
            raise place.refuse("title", "")
        starts_at = _start(node, day, change, place)
        event_room = place.line(node.findtext("room"), "room") or room
        if not event_room:
            raise place.refuse("room", "")
        identity, guid, code = (place.line(node.get(name), name, longest=100) for name in ("id", "guid", "code"))
        slug = place.line(node.findtext("slug"), "slug", longest=300)
        recording = node.find("recording")
        return FeedEvent(
            key=guid or identity or code or slug or title[:100],
            id=identity,
            guid=guid,
            code=code,
            slug=slug,
            url=place.line(node.findtext("url"), "url", longest=2000),
            title=text_of(title),
            subtitle=text_of(place.line(node.findtext("subtitle"), "subtitle", longest=2000)),
            abstract=text_of(place.text(node.findtext("abstract"), "abstract")),
            description=text_of(place.text(node.findtext("description"), "description")),
            starts_at=starts_at,
            ends_at=starts_at + place.length(node.findtext("duration"), "duration"),
            day=day,
            room=self.rooms.name(event_room),
            track=self._track(node, place),
            kind=place.line(node.findtext("type"), "type"),
            language=place.line(node.findtext("language"), "language"),
            logo=place.line(node.findtext("logo"), "logo", longest=2000),
            license=place.text(recording.findtext("license"), "license") if recording is not None else "",
            do_not_record=recording is not None and (recording.findtext("optout") or "").strip() == "true",
            feedback_url=place.line(node.findtext("feedback_url"), "feedback_url", longest=2000),
            origin_url=place.line(node.findtext("origin_url"), "origin_url", longest=2000),
            persons=tuple(self._people(node, place)),
            links=_links(node, "links/link", place),
            attachments=_links(node, "attachments/attachment", place),
            extras=_children(node, _EVENT, place) | _attributes(node, {"id", "guid", "code"}, place),
        )

    def _track(self, node: Element, place: Place) -> str:
        track = node.find("track")
        if track is None:
            return ""
        slug = place.line(track.get("slug"), "slug")
        return self.tracks.name(place.line(track.text, "track"), slug=slug)

    def _people(self, node: Element, place: Place) -> list[str]:
        named = [
            (person, place.line(person.text or person.findtext("name"), "person"))
            for person in node.findall("persons/person")
        ]
        return [self.people.note(self._person(person, name, place)) for person, name in named if name]


def _start(node: Element, day: date, change: time, place: Place) -> datetime:
    if said := node.findtext("date"):
        return place.moment(said, "date")
    clock = place.clock(node.findtext("start"), "start")
    # A start before the day change is after midnight, so its calendar date is the next day.
    return datetime.combine(day + timedelta(days=1) if clock < change else day, clock)


def _links(node: Element, path: str, place: Place) -> tuple[FeedLink, ...]:
    return tuple(
        FeedLink(
            url=place.line(link.get("href"), "link", longest=2000),
            title=place.line(link.text, "link", longest=2000),
            kind=place.line(link.get("type"), "link"),
            service=place.line(link.get("service"), "link"),
        )
        for link in node.findall(path)
    )


def _attributes(node: Element, known: set[str], place: Place) -> Extras:
    return worth_keeping({f"@{k}": place.text(v, k) for k, v in node.attrib.items() if k not in known})


def _children(node: Element, known: set[str], place: Place) -> Extras:
    return worth_keeping({child.tag: _plain(child, place) for child in node if child.tag not in known})


def _plain(node: Element, place: Place) -> object:
    """Return an element without a field of ours as JSON: its text, or an object if it has attributes or children.

    The object has attributes under `@name`, the text under an empty name, and `[tag, value]` pairs under `*`.
    """
    text = place.text(node.text, node.tag)
    inside = _attributes(node, set(), place) | worth_keeping({"": text})
    children = [[child.tag, _plain(child, place)] for child in node]
    return inside | {"*": children} if children else (inside if node.attrib else text)
