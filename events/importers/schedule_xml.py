"""Importer for `schedule.xml` as written by pentabarf, frab, pretalx and similar software."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import Element

from events.importers.registers import Registers
from events.importers.values import LONGEST_LINK, LONGEST_TITLE, Notes, Place, worth_keeping
from events.rules.exchange import (
    Extras,
    Feed,
    FeedConference,
    FeedEvent,
    FeedFormat,
    FeedLink,
    FeedPerson,
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
_LISTS = {"day", "room", "days", "rooms", "events"}
"""Elements that hold events, or other lists of them."""
_ROOT = {"generator", "url", "version", "conference", "tracks", "persons", "event"} | _LISTS
_PERSON = {"name", "biography", "avatar"}


def schedule_of_xml(root: Element) -> Feed:
    """Return the feed of a parsed `<schedule>`. Raise FeedRefused if it has no event that can be read."""
    notes = Notes()
    conference = _conference(root, notes)
    reading = _Reading(day_change=conference.day_change, notes=notes)
    reading.declare(root)
    events = notes.events(list(reading.placed(root, _Day(), "")), reading.event, _names)
    return reading.feed(FeedFormat.XML, conference, events, notes=notes)


def _conference(root: Element, notes: Notes) -> FeedConference:
    node = root.find("conference")
    head = Element("conference") if node is None else node
    place = Place("conference", notes)
    starts, ends, change = (head.findtext(name) for name in ("start", "end", "day_change"))
    return FeedConference(
        title=text_of(place.line(head.findtext("title"), "title")),
        acronym=place.line(head.findtext("acronym"), "acronym"),
        subtitle=place.line(head.findtext("subtitle"), "subtitle", longest=LONGEST_TITLE),
        venue=place.line(head.findtext("venue"), "venue"),
        city=place.line(head.findtext("city"), "city", longest=100),
        starts_on=place.day(starts, "start"),
        ends_on=place.day(ends, "end"),
        day_change=place.tried(lambda: place.clock(change, "day_change"), None) if change else None,
        timeslot=place.line(head.findtext("timeslot_duration"), "timeslot_duration"),
        timezone=place.line(head.findtext("time_zone_name"), "time_zone_name"),
        base_url=place.link(head.findtext("base_url"), "base_url"),
        url=place.link(root.findtext("url") or head.findtext("url"), "url"),
        version=place.line(root.findtext("version"), "version", longest=LONGEST_TITLE),
        said=tuple(child.tag for child in head if (child.text or "").strip())
        + tuple(name for name in ("tracks", "persons") if root.find(name) is not None),
        extras=_children(head, _CONFERENCE, place) | _children(root, _ROOT, place),
    )


@dataclass(frozen=True)
class _Day:
    """The date of a day, and the time before which an event belongs to its next calendar day."""

    on: date | None = None
    change: time = time(0)


@dataclass(frozen=True)
class _Placed:
    """An event with the day and the room under which the feed lists it."""

    node: Element
    day: _Day
    room: str


def _names(placed: _Placed) -> Iterator[str]:
    yield from (placed.node.get(name) or "" for name in ("guid", "id", "code"))


@dataclass(kw_only=True)
class _Reading(Registers):
    """Rooms, tracks and people read so far."""

    day_change: time | None
    notes: Notes

    def declare(self, root: Element) -> None:
        """Register the tracks and people that are listed before the days."""
        for node in (*root.findall("tracks/track"), *root.findall("conference/track")):
            place = Place("tracks", self.notes)
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
            place = Place("persons", self.notes)
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
            avatar=place.link(node.findtext("avatar"), "avatar"),
            extras=_attributes(node, {"id", "guid", "code"}, place) | _children(node, _PERSON, place),
        )

    def placed(self, node: Element, day: _Day, room: str) -> Iterator[_Placed]:
        """Yield the events in document order, wherever they stand: in rooms, straight under a day, or outside days."""
        for child in node:
            if child.tag == "event":
                yield _Placed(child, day, room)
            elif child.tag == "day":
                yield from self.placed(child, self._day(child), room)
            elif child.tag == "room":
                place = Place("day " + (node.get("index") or ""), self.notes)
                if name := place.line(child.get("name"), "room"):
                    self._declare_room(child, name, place)
                yield from self.placed(child, day, name)
            elif child.tag in _LISTS:
                yield from self.placed(child, day, room)

    def _day(self, day: Element) -> _Day:
        place = Place("day " + (day.get("index") or ""), self.notes)
        start = day.get("start")
        on = place.day(day.get("date") or start, "date")
        if self.day_change:
            return _Day(on, self.day_change)
        if not start or "T" not in start:
            return _Day(on)
        return _Day(on, place.tried(lambda: place.moment(start, "start").time(), time(0)))

    def _declare_room(self, room: Element, name: str, place: Place) -> None:
        slug, guid = (place.line(room.get(field), field) for field in ("slug", "guid"))
        extras = _attributes(room, {"name", "slug", "guid"}, place)
        if slug or guid or extras:
            self.rooms.declare(FeedRoom(key=name, name=text_of(name), slug=slug, guid=guid, extras=extras))
        else:
            self.rooms.name(name)

    def event(self, placed: _Placed) -> FeedEvent:
        """Return an event. Raise FeedRefused if it has no title, room, start or end."""
        node = placed.node
        words = " ".join((node.findtext("title") or "").split())
        place = Place(" ".join(filter(None, (node.get("id"), f"“{words[:80]}”"))), self.notes)
        title = place.needed(node.findtext("title"), "title", longest=LONGEST_TITLE)
        starts_at = _start(node, placed.day, place)
        ends_at = place.end(starts_at, node.findtext("duration"), "duration")
        event_room = place.needed(place.line(node.findtext("room"), "room") or placed.room, "room")
        identity, guid, code = (place.line(node.get(name), name, longest=100) for name in ("id", "guid", "code"))
        slug = place.line(node.findtext("slug"), "slug", longest=300)
        recording = node.find("recording")
        return FeedEvent(
            key=guid or identity or code or slug or title[:100],
            id=identity,
            guid=guid,
            code=code,
            slug=slug,
            url=place.link(node.findtext("url"), "url"),
            title=text_of(title),
            subtitle=text_of(place.line(node.findtext("subtitle"), "subtitle", longest=2000)),
            abstract=text_of(place.text(node.findtext("abstract"), "abstract")),
            description=text_of(place.text(node.findtext("description"), "description")),
            starts_at=starts_at,
            ends_at=ends_at,
            day=placed.day.on,
            room=self.rooms.name(event_room),
            track=self._track(node, place),
            kind=place.line(node.findtext("type"), "type"),
            language=place.line(node.findtext("language"), "language"),
            logo=place.link(node.findtext("logo"), "logo"),
            license=place.text(recording.findtext("license"), "license") if recording is not None else "",
            do_not_record=recording is not None and (recording.findtext("optout") or "").strip() == "true",
            feedback_url=place.link(node.findtext("feedback_url"), "feedback_url"),
            origin_url=place.link(node.findtext("origin_url"), "origin_url"),
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


def _start(node: Element, day: _Day, place: Place) -> datetime:
    if said := node.findtext("date"):
        return place.moment(said, "date")
    if day.on is None:
        raise place.refuse("date", "")
    clock = place.clock(node.findtext("start"), "start")
    # A start before the day change is after midnight, so its calendar date is the next day.
    return datetime.combine(day.on + timedelta(days=1) if clock < day.change else day.on, clock)


def _links(node: Element, path: str, place: Place) -> tuple[FeedLink, ...]:
    links = (
        FeedLink(
            # Some feeds write the link itself as the text.
            url=place.link(link.get("href") or link.get("url") or _address(link), "link"),
            title=place.line(link.text, "link", longest=LONGEST_LINK),
            kind=place.line(link.get("type"), "link"),
            service=place.line(link.get("service"), "link"),
        )
        for link in node.findall(path)
    )
    return tuple(link for link in links if link.url)


def _address(link: Element) -> str:
    words = (link.text or "").strip()
    return words if words.startswith(("http://", "https://")) else ""


def _attributes(node: Element, known: set[str], place: Place) -> Extras:
    return place.extras({f"@{k}": place.text(v, k) for k, v in node.attrib.items() if k not in known})


def _children(node: Element, known: set[str], place: Place) -> Extras:
    return place.extras({child.tag: _plain(child, place) for child in node if child.tag not in known})


def _plain(node: Element, place: Place) -> object:
    """Return an element without a field of ours as JSON: its text, or an object if it has attributes or children.

    The object has attributes under `@name`, the text under an empty name, and `[tag, value]` pairs under `*`.
    """
    text = place.text(node.text, node.tag)
    inside = _attributes(node, set(), place) | worth_keeping({"": text})
    children = [[child.tag, _plain(child, place)] for child in node]
    return inside | {"*": children} if children else (inside if node.attrib else text)
