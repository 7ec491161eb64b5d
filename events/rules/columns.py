"""Between the neutral feed and our own columns, both ways: what has no column is kept as JSON beside them."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from events.rules.exchange import (
    FeedConference,
    FeedEvent,
    FeedPerson,
    FeedRoom,
    FeedTrack,
)
from events.rules.programme import AppearanceRole, SessionKind, TalkKind
from toolkit.text import Text

Json = dict[str, object]
_EVENT_COLUMNS = {"key", "title", "abstract", "starts_at", "ends_at", "day", "room", "track", "persons", "is_cancelled"}
_KINDS = {kind.value: kind for kind in TalkKind} | {"podium": TalkKind.PANEL, "panel discussion": TalkKind.PANEL}
_BLOCKS = {"workshop": SessionKind.WORKSHOP, "break": SessionKind.BREAK, "ceremony": SessionKind.CEREMONY}


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkColumns:
    """What of an event goes into columns, besides its place and time."""

    kind: TalkKind
    title: Text
    abstract: Text
    feed: Json


def talk_columns(event: FeedEvent) -> TalkColumns:
    """An event's columns. Abstract and description are one text for the reader; an export tells them apart again."""
    return TalkColumns(
        kind=_KINDS.get(event.kind.lower(), TalkKind.TALK),
        title=event.title,
        abstract=Text(
            zh=_one_text(event.abstract.zh, event.description.zh), en=_one_text(event.abstract.en, event.description.en)
        ),
        feed=_dumped(_EVENT, event, exclude=_EVENT_COLUMNS),
    )


def event_of(feed: Json, **columns: object) -> FeedEvent:
    """The event again, from the JSON that `talk_columns` kept and the columns as they are now."""
    event = _EVENT.validate_python(feed | columns)
    abstract = Text(
        zh=_without(event.abstract.zh, event.description.zh), en=_without(event.abstract.en, event.description.en)
    )
    # An abstract that was edited since no longer ends with the description, and is all there is.
    description = Text(
        zh=event.description.zh if abstract.zh != event.abstract.zh else "",
        en=event.description.en if abstract.en != event.abstract.en else "",
    )
    return _EVENT.validate_python(feed | columns | {"abstract": abstract, "description": description})


def _one_text(abstract: str, description: str) -> str:
    return "\n\n".join(filter(None, (abstract, description)))


def _without(whole: str, description: str) -> str:
    if not description or not whole.endswith(description):
        return whole
    return whole.removesuffix(description).removesuffix("\n\n")


def block_kind(event: FeedEvent) -> SessionKind:
    """What kind of block an event is that belongs to no track."""
    kind = event.kind.lower()
    is_plenary = any(word in kind for word in ("plenary", "keynote", "大会报告"))
    return _BLOCKS.get(kind, SessionKind.PLENARY if is_plenary else SessionKind.WORKSHOP)


def stage_role(event: FeedEvent) -> AppearanceRole:
    """In which role its people appear."""
    return AppearanceRole.KEYNOTE if "keynote" in event.kind.lower() else AppearanceRole.SPEAKER


def room_feed(room: FeedRoom) -> Json:
    """What of a room has no column."""
    return _dumped(_ROOM, room, exclude={"key", "name", "capacity"})


def room_of(feed: Json, **columns: object) -> FeedRoom:
    """The room again."""
    return _ROOM.validate_python(feed | columns)


def track_feed(track: FeedTrack) -> Json:
    """What of a track has no column."""
    return _dumped(_TRACK, track, exclude={"name"})


def track_of(feed: Json, **columns: object) -> FeedTrack:
    """The track again; `key` is one of the columns where the feed told none."""
    return _TRACK.validate_python(columns | feed)


def person_feed(person: FeedPerson) -> Json:
    """What of a person has no column."""
    return _dumped(_PERSON, person, exclude={"biography"})


def person_of(feed: Json, **columns: object) -> FeedPerson:
    """The person again."""
    return _PERSON.validate_python(columns | feed)


def printed_name(person: FeedPerson) -> Text:
    """The name as printed, and beneath it the Latin one if that is another."""
    name = person.name.zh or person.name.en
    return Text(zh=name, en="" if person.name.en == name else person.name.en)


def conference_feed(conference: FeedConference) -> Json:
    """What of the feed's head has no column, and what it said of those that have one."""
    return _dumped(_CONFERENCE, conference)


def conference_of(feed: Json) -> FeedConference:
    """The feed's head again."""
    return _CONFERENCE.validate_python(feed)


def _dumped(adapter: TypeAdapter[Any], value: object, *, exclude: set[str] | None = None) -> Json:
    dumped: Json = adapter.dump_python(value, mode="json", exclude=exclude or set())
    return {name: kept for name, kept in dumped.items() if kept not in ("", None, False, [], {}, {"zh": "", "en": ""})}


_EVENT = TypeAdapter(FeedEvent)
_ROOM = TypeAdapter(FeedRoom)
_TRACK = TypeAdapter(FeedTrack)
_PERSON = TypeAdapter(FeedPerson)
_CONFERENCE = TypeAdapter(FeedConference)
