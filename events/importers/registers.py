"""Registers of the rooms, tracks and people in a feed, each listed once in order of first mention."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from events.importers.values import Notes, Place
from events.rules.exchange import (
    Feed,
    FeedConference,
    FeedEvent,
    FeedFormat,
    FeedPerson,
    FeedRoom,
    FeedTrack,
    RemarkKind,
    distinct_keys,
    text_of,
)


@dataclass
class Rooms:
    """Rooms by name."""

    known: dict[str, FeedRoom] = field(default_factory=dict)

    def name(self, name: str) -> str:
        """Return the key of the room with this name, registering it if it is new."""
        self.known.setdefault(name, FeedRoom(key=name, name=text_of(name)))
        return name

    def declare(self, room: FeedRoom) -> None:
        """Register a room with its details. They replace an earlier entry with the same key."""
        self.known[room.key] = room


@dataclass
class Tracks:
    """Tracks by slug, or by name if they have none."""

    known: dict[str, FeedTrack] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)

    def declare(self, track: FeedTrack, *, name: str) -> str:
        """Register a track with its details and return the key for its name. The first entry for a key counts."""
        self.known.setdefault(track.key, track)
        return self.by_name.setdefault(name, track.key)

    def name(self, name: str, *, slug: str = "") -> str:
        """Return the key of a track, registering it if it is new; an empty string if there is no name."""
        if not name:
            return ""
        if slug and slug in self.known:
            return slug
        if not slug and name in self.by_name:
            return self.by_name[name]
        return self.declare(FeedTrack(key=slug or name, name=text_of(name), slug=slug), name=name)


@dataclass
class People:
    """People by id and name, because in a feed merged from several systems one id can belong to several people."""

    known: dict[tuple[str, str], FeedPerson] = field(default_factory=dict)

    def note(self, person: FeedPerson) -> str:
        """Register a person, adding details that were missing so far, and return a provisional key."""
        place = (person.id or person.guid or person.code, person.name.zh or person.name.en)
        before = self.known.get(place)
        self.known[place] = _joined(before, person) if before else replace(person, key="\x1f".join(place))
        return self.known[place].key

    def settled(self) -> tuple[tuple[FeedPerson, ...], dict[str, str]]:
        """Return all people with their final keys, and the final keys by provisional key.

        The final key is the id (or else the guid or code) if only one person has it, otherwise `id/name`.
        """
        holders: dict[str, int] = {}
        for identity, _ in self.known:
            holders[identity] = holders.get(identity, 0) + 1
        keys = {
            person.key: identity if identity and holders[identity] == 1 else f"{identity}/{name}"
            for (identity, name), person in self.known.items()
        }
        return tuple(replace(person, key=keys[person.key]) for person in self.known.values()), keys


@dataclass(kw_only=True)
class Registers:
    """The registers of one feed. They become a feed once its last event has been read."""

    rooms: Rooms = field(default_factory=Rooms)
    tracks: Tracks = field(default_factory=Tracks)
    people: People = field(default_factory=People)

    def feed(self, kind: FeedFormat, conference: FeedConference, events: Sequence[FeedEvent], *, notes: Notes) -> Feed:
        """Return what was read, with final keys. Raise FeedRefused if there is no event."""
        notes.need_one(events)
        persons, keys = self.people.settled()
        return Feed(
            format=kind,
            conference=conference,
            rooms=tuple(self.rooms.known.values()),
            tracks=tuple(self.tracks.known.values()),
            persons=persons,
            events=settled_events(events, people=keys, notes=notes),
            remarks=tuple(notes.remarks),
            refused=tuple(notes.refused),
        )


def _joined(before: FeedPerson, after: FeedPerson) -> FeedPerson:
    return replace(
        before,
        guid=before.guid or after.guid,
        code=before.code or after.code,
        biography=before.biography or after.biography,
        avatar=before.avatar or after.avatar,
        extras=after.extras | before.extras,
    )


def settled_events(events: Sequence[FeedEvent], *, people: Mapping[str, str], notes: Notes) -> tuple[FeedEvent, ...]:
    """Return the events with unique keys, listing each person once. `people` maps provisional to final keys.

    Calendars know an event by its guid. Of several with the same one, all but the first lose it, with a remark.
    """
    keys = distinct_keys(event.key for event in events)
    return tuple(
        replace(event, key=key, persons=tuple(dict.fromkeys(people[person] for person in event.persons)))
        for event, key in zip(_with_own_guids(events, notes), keys, strict=True)
    )


def _with_own_guids(events: Sequence[FeedEvent], notes: Notes) -> Iterator[FeedEvent]:
    used: set[str] = set()
    for event in events:
        if event.guid and event.guid in used:
            where = " ".join(filter(None, (event.id, f"“{(event.title.zh or event.title.en)[:80]}”")))
            Place(where, notes).note(RemarkKind.REPEATED_GUID, "guid", event.guid)
            yield replace(event, guid="")
        else:
            used.add(event.guid)
            yield event
