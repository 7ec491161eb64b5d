"""Rooms, tracks and people as they come up in a feed, each once, in order of first mention."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from events.rules.exchange import FeedEvent, FeedPerson, FeedRoom, FeedTrack, distinct_keys, text_of


@dataclass
class Rooms:
    """Rooms by name."""

    known: dict[str, FeedRoom] = field(default_factory=dict)

    def name(self, name: str) -> str:
        """The key of the room of this name, noted if it is new."""
        self.known.setdefault(name, FeedRoom(key=name, name=text_of(name)))
        return name

    def declare(self, room: FeedRoom) -> None:
        """Notes a room with all that is said of it."""
        self.known[room.key] = room


@dataclass
class Tracks:
    """Tracks by slug where there is one, else by name."""

    known: dict[str, FeedTrack] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)

    def declare(self, track: FeedTrack, *, name: str) -> str:
        """Notes a track with all that is said of it; its key."""
        self.known.setdefault(track.key, track)
        return self.by_name.setdefault(name, track.key)

    def name(self, name: str, *, slug: str = "") -> str:
        """The key of the track of this name, noted if it is new; empty for no track."""
        if not name:
            return ""
        if slug and slug in self.known:
            return slug
        if not slug and name in self.by_name:
            return self.by_name[name]
        return self.declare(FeedTrack(key=slug or name, name=text_of(name), slug=slug), name=name)


@dataclass
class People:
    """People by id and name: where several systems were joined into one feed, one id names several people."""

    known: dict[tuple[str, str], FeedPerson] = field(default_factory=dict)

    def note(self, person: FeedPerson) -> str:
        """Notes somebody, adding what was not said of them before; a key for now."""
        place = (person.id or person.guid or person.code, person.name.zh or person.name.en)
        before = self.known.get(place)
        self.known[place] = _joined(before, person) if before else replace(person, key="\x1f".join(place))
        return self.known[place].key

    def settled(self) -> tuple[tuple[FeedPerson, ...], dict[str, str]]:
        """Everybody with their lasting key, and the lasting keys by those for now: the id, if it is theirs alone."""
        holders: dict[str, int] = {}
        for identity, _ in self.known:
            holders[identity] = holders.get(identity, 0) + 1
        keys = {
            person.key: identity if identity and holders[identity] == 1 else f"{identity}/{name}"
            for (identity, name), person in self.known.items()
        }
        return tuple(replace(person, key=keys[person.key]) for person in self.known.values()), keys


def _joined(before: FeedPerson, after: FeedPerson) -> FeedPerson:
    return replace(
        before,
        guid=before.guid or after.guid,
        code=before.code or after.code,
        biography=before.biography or after.biography,
        avatar=before.avatar or after.avatar,
        extras=after.extras | before.extras,
    )


def settled_events(events: Sequence[FeedEvent], *, people: Mapping[str, str]) -> tuple[FeedEvent, ...]:
    """The events with unique keys, and their people by lasting keys, each once."""
    keys = distinct_keys(event.key for event in events)
    return tuple(
        replace(event, key=key, persons=tuple(dict.fromkeys(people[person] for person in event.persons)))
        for event, key in zip(events, keys, strict=True)
    )
