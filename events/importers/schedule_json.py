"""Importer for `schedule.json` as written by frab, pretalx and similar software."""

from dataclasses import dataclass, field
from datetime import date, datetime

from events.importers.registers import People, Rooms, Tracks, settled_events
from events.importers.values import LONGEST_TITLE, Node, Place
from events.rules.exchange import (
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
    """Return the feed of `{"schedule": …}`. Raise FeedRefused at the first invalid value."""
    schedule = Node(value, Place("schedule")).node("schedule")
    head = schedule.node("conference")
    reading = _Reading()
    reading.declare(schedule, head)
    events = [event for day in head.nodes("days") for event in reading.events_of(day)]
    if not events:
        raise FeedRefused(FeedFault.NO_EVENTS)
    persons, keys = reading.people.settled()
    return Feed(
        format=FeedFormat.JSON,
        conference=_conference(schedule, head),
        rooms=tuple(reading.rooms.known.values()),
        tracks=tuple(reading.tracks.known.values()),
        persons=persons,
        events=settled_events(events, people=keys),
    )


def _conference(schedule: Node, head: Node) -> FeedConference:
    return FeedConference(
        title=text_of(head.line("title")),
        acronym=head.line("acronym"),
        starts_on=head.day("start") if head.has("start") else None,
        ends_on=head.day("end") if head.has("end") else None,
        timeslot=head.line("timeslot_duration"),
        timezone=head.line("time_zone_name"),
        base_url=schedule.line("base_url", longest=LONGEST_TITLE),
        url=head.line("url", longest=LONGEST_TITLE),
        version=schedule.line("version", longest=LONGEST_TITLE),
        said=tuple(name for name in head.names if head.has(name)),
        extras=head.beyond(_CONFERENCE),
    )


@dataclass
class _Reading:
    """Rooms, tracks and people read so far."""

    rooms: Rooms = field(default_factory=Rooms)
    tracks: Tracks = field(default_factory=Tracks)
    people: People = field(default_factory=People)

    def declare(self, schedule: Node, head: Node) -> None:
        """Register the tracks and rooms that are listed before the days."""
        for node in head.nodes("tracks"):
            if name := node.line("name"):
                slug = node.line("slug")
                extras = node.beyond({"name", "slug", "color"})
                track = FeedTrack(
                    key=slug or name, name=text_of(name), slug=slug, color=node.line("color"), extras=extras
                )
                self.tracks.declare(track, name=name)
        for node in (*head.nodes("rooms"), *schedule.nodes("rooms")):
            if name := node.line("name"):
                self.rooms.declare(_room(node, name))

    def events_of(self, day: Node) -> list[FeedEvent]:
        """Return the events of one day, room by room."""
        on = day.day("date")
        return [self._event(node, on, room) for room, nodes in day.lists("rooms") for node in self._in(room, nodes)]

    def _in(self, room: str, nodes: list[Node]) -> list[Node]:
        self.rooms.name(room)
        return nodes

    def _event(self, raw: Node, day: date, room: str) -> FeedEvent:
        title = raw.line("title", longest=LONGEST_TITLE)
        node = raw.at(" ".join(filter(None, (raw.line("id"), f"“{title[:80]}”"))))
        if not title:
            raise node.place.refuse("title", "")
        starts_at = node.moment("date")
        identity, guid, code, slug = (node.line(name, longest=300) for name in ("id", "guid", "code", "slug"))
        return FeedEvent(
            key=guid or identity or code or slug or title[:100],
            id=identity,
            guid=guid,
            code=code,
            slug=slug,
            url=node.line("url", longest=2000),
            title=text_of(title),
            subtitle=text_of(node.line("subtitle", longest=2000)),
            abstract=text_of(node.text("abstract")),
            description=text_of(node.text("description")),
            starts_at=starts_at,
            ends_at=_end(node, starts_at),
            day=day,
            room=self.rooms.name(node.line("room") or room),
            track=self.tracks.name(node.line("track")),
            kind=node.line("type"),
            language=node.line("language"),
            logo=node.line("logo", longest=2000),
            license=node.text("recording_license"),
            do_not_record=node.flag("do_not_record"),
            feedback_url=node.line("feedback_url", longest=2000),
            origin_url=node.line("origin_url", longest=2000),
            persons=tuple(self._people(node)),
            links=_links(node, "links"),
            attachments=_links(node, "attachments"),
            extras=node.beyond(_EVENT),
        )

    def _people(self, event: Node) -> list[str]:
        named = [(node, node.line("public_name") or node.line("name")) for node in event.nodes("persons")]
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
        avatar=node.line("avatar", longest=2000),
        extras=node.beyond(_PERSON),
    )


def _end(node: Node, starts_at: datetime) -> datetime:
    if node.has("duration") or not node.has("end"):
        return starts_at + node.length("duration")
    ends_at = node.moment("end")
    if (ends_at.tzinfo is None) != (starts_at.tzinfo is None) or ends_at < starts_at:
        raise node.place.refuse("end", node.line("end"))
    return ends_at


def _links(event: Node, name: str) -> tuple[FeedLink, ...]:
    return tuple(
        FeedLink(
            url=node.line("url", longest=2000),
            title=node.line("title", longest=2000),
            kind=node.line("type"),
            service=node.line("service"),
        )
        for node in event.nodes(name)
    )
