"""Importer for `schedule.json` as written by frab, pretalx and similar software."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from events.importers.registers import Registers
from events.importers.values import LONGEST_LINK, LONGEST_TITLE, Node, Notes, Place
from events.rules.exchange import (
    Feed,
    FeedConference,
    FeedEvent,
    FeedFormat,
    FeedLink,
    FeedPerson,
    FeedRefused,
    FeedRoom,
    FeedTrack,
    RemarkKind,
    text_of,
)

_CONFERENCE = {
    *("title", "acronym", "description", "start", "end", "daysCount", "timeslot_duration", "time_zone_name"),
    *("url", "tracks", "rooms", "days"),
}
_EVENT = {
    *("guid", "code", "id", "logo", "date", "start", "end", "duration", "room", "slug", "url", "title"),
    *("subtitle", "track", "type", "language", "abstract", "description", "recording_license"),
    *("do_not_record", "persons", "links", "feedback_url", "origin_url", "attachments"),
}
_PERSON = {"id", "guid", "code", "name", "public_name", "biography", "avatar"}
_ROOM = {"name", "guid", "slug", "capacity"}


def schedule_of_json(value: object) -> Feed:
    """Return the feed of `{"schedule": …}`. Raise FeedRefused if it has no event that can be read."""
    notes = Notes()
    schedule = Node(value, Place("schedule", notes)).node("schedule")
    head = schedule.node("conference")
    reading = _Reading()
    reading.declare(schedule, head)
    placed = [each for day in head.every("days") for each in reading.placed(day)]
    events = notes.events(placed, reading.event, _names)
    return reading.feed(FeedFormat.JSON, _conference(schedule, head), events, notes=notes)


def _conference(schedule: Node, head: Node) -> FeedConference:
    return FeedConference(
        title=text_of(head.line("title")),
        acronym=head.line("acronym"),
        starts_on=head.day("start"),
        ends_on=head.day("end"),
        timeslot=head.line("timeslot_duration"),
        timezone=head.line("time_zone_name"),
        base_url=schedule.link("base_url"),
        url=head.link("url"),
        version=schedule.line("version", longest=LONGEST_TITLE),
        said=tuple(name for name in head.names if head.has(name)),
        extras=head.beyond(_CONFERENCE),
    )


@dataclass(frozen=True)
class _Placed:
    """An event with the day and the room under which the feed lists it."""

    node: Node
    day: date | None
    room: str


def _names(placed: _Placed) -> Iterator[str]:
    value = placed.node.value
    if isinstance(value, dict):
        yield from (str(value[name]) for name in ("guid", "id", "code") if value.get(name))


def _where(node: Node) -> str:
    words = " ".join(str(node.raw("title") or "").split())
    return " ".join(filter(None, (str(node.raw("id") or "")[:60], f"“{words[:80]}”")))


class _Reading(Registers):
    """Rooms, tracks and people read so far."""

    def declare(self, schedule: Node, head: Node) -> None:
        """Register the tracks and rooms that are listed before the days."""
        for node in head.nodes("tracks", plain="name"):
            if name := node.line("name"):
                slug = node.line("slug")
                extras = node.beyond({"name", "slug", "color"})
                track = FeedTrack(
                    key=slug or name, name=text_of(name), slug=slug, color=node.line("color"), extras=extras
                )
                self.tracks.declare(track, name=name)
        for node in (*head.nodes("rooms", plain="name"), *schedule.nodes("rooms", plain="name")):
            if name := node.line("name"):
                self.rooms.declare(_room(node, name))

    def placed(self, day: Node) -> Iterator[_Placed]:
        """Yield the events of one day, room by room: under their rooms, in a list of rooms, or straight under it."""
        on = day.day("date")
        yield from (_Placed(node, on, "") for node in day.every("events"))
        if isinstance(day.raw("rooms"), list):
            rooms = [(room.line("name"), room.every("events")) for room in day.every("rooms")]
        else:
            rooms = day.lists("rooms") if day.has("rooms") else []
        for room, nodes in rooms:
            if room:
                self.rooms.name(room)
            yield from (_Placed(node, on, room) for node in nodes)

    def event(self, placed: _Placed) -> FeedEvent:
        """Return an event. Raise FeedRefused if it has no title, room, start or end."""
        node = placed.node.at(_where(placed.node))
        title = node.needed("title", longest=LONGEST_TITLE)
        starts_at = node.moment("date")
        ends_at = _end(node, starts_at)
        room = node.place.needed(node.line("room") or placed.room, "room")
        identity, guid, code, slug = (node.line(name, longest=300) for name in ("id", "guid", "code", "slug"))
        return FeedEvent(
            key=guid or identity or code or slug or title[:100],
            id=identity,
            guid=guid,
            code=code,
            slug=slug,
            url=node.link("url"),
            title=text_of(title),
            subtitle=text_of(node.line("subtitle", longest=2000)),
            abstract=text_of(node.text("abstract")),
            description=text_of(node.text("description")),
            starts_at=starts_at,
            ends_at=ends_at,
            day=placed.day,
            room=self.rooms.name(room),
            track=self.tracks.name(node.line("track")),
            kind=node.line("type"),
            language=node.line("language"),
            logo=node.link("logo"),
            license=node.text("recording_license"),
            do_not_record=node.flag("do_not_record"),
            feedback_url=node.link("feedback_url"),
            origin_url=node.link("origin_url"),
            persons=tuple(self._people(node)),
            links=_links(node, "links"),
            attachments=_links(node, "attachments"),
            extras=node.beyond(_EVENT),
        )

    def _people(self, event: Node) -> list[str]:
        named = [(node, node.line("public_name") or node.line("name")) for node in event.nodes("persons", plain="name")]
        return [self.people.note(_person(node, name)) for node, name in named if name]


def _room(node: Node, name: str) -> FeedRoom:
    capacity = node.line("capacity")
    return FeedRoom(
        key=name,
        name=text_of(name),
        guid=node.line("guid"),
        slug=node.line("slug"),
        capacity=int(capacity) if capacity.isdecimal() and len(capacity) < 8 else None,
        extras=node.beyond(_ROOM),
    )


def _person(node: Node, name: str) -> FeedPerson:
    return FeedPerson(
        key="",
        name=text_of(name),
        id=node.line("id", longest=100),
        guid=node.line("guid", longest=100),
        code=node.line("code", longest=100),
        biography=text_of(node.text("biography")),
        avatar=node.link("avatar"),
        extras=node.beyond(_PERSON),
    )


def _end(node: Node, starts_at: datetime) -> datetime:
    """Return the end by the duration. If that cannot be read, the end itself counts."""
    if node.has("duration"):
        try:
            return node.place.end(starts_at, node.raw("duration"), "duration")
        except FeedRefused:
            if not node.has("end"):
                raise
            node.place.note(RemarkKind.BAD_VALUE, "duration", node.raw("duration"))
    elif not node.has("end"):
        raise node.place.refuse("duration", "")
    return node.place.until(starts_at, node.raw("end"), "end")


def _links(event: Node, name: str) -> tuple[FeedLink, ...]:
    links = (
        FeedLink(
            url=node.link("url"),
            title=node.line("title", longest=LONGEST_LINK),
            kind=node.line("type"),
            service=node.line("service"),
        )
        for node in event.nodes(name, plain="url")
    )
    return tuple(link for link in links if link.url)
