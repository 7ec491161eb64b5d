"""Conversion between items of the neutral feed and database columns; fields without a column are stored as JSON."""

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
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
"""The fields of one feed that have no column. Only pydantic, which checks each against its dataclass, reads them."""
_KINDS = {kind.value: kind for kind in TalkKind} | {"podium": TalkKind.PANEL, "panel discussion": TalkKind.PANEL}
_BLOCKS = {"workshop": SessionKind.WORKSHOP, "break": SessionKind.BREAK, "ceremony": SessionKind.CEREMONY}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventColumns:
    """The fields of an event that are columns or relations here, so that its JSON does not hold them."""

    key: str
    title: Text
    starts_at: datetime
    ends_at: datetime
    room: str
    abstract: Text = field(default_factory=Text)
    day: date | None = None
    track: str = ""
    persons: tuple[str, ...] = ()
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkColumns:
    """The columns of a talk that come from an event, apart from its room, track, people and times."""

    kind: TalkKind
    title: Text
    abstract: Text
    feed: Json


def talk_columns(event: FeedEvent) -> TalkColumns:
    """Return the columns of an event.

    Abstract and description are joined into one text; `event_of` separates them for an export.
    """
    return TalkColumns(
        kind=_KINDS.get(event.kind.lower(), TalkKind.TALK),
        title=event.title,
        abstract=Text(
            zh=_one_text(event.abstract.zh, event.description.zh), en=_one_text(event.abstract.en, event.description.en)
        ),
        feed=_dumped(_EVENT, event, exclude=_names(EventColumns)),
    )


def event_of(feed: Json, columns: EventColumns) -> FeedEvent:
    """Rebuild an event from the JSON made by `talk_columns` and the current values of the columns."""
    values: Json = feed | {name: getattr(columns, name) for name in _names(EventColumns)}
    event = _EVENT.validate_python(values)
    abstract = Text(
        zh=_without(event.abstract.zh, event.description.zh), en=_without(event.abstract.en, event.description.en)
    )
    # An abstract that was edited after the import no longer ends with the description: export it alone.
    description = Text(
        zh=event.description.zh if abstract.zh != event.abstract.zh else "",
        en=event.description.en if abstract.en != event.abstract.en else "",
    )
    return replace(event, abstract=abstract, description=description)


def _names(columns: type[EventColumns]) -> set[str]:
    return {column.name for column in fields(columns)}


def _one_text(abstract: str, description: str) -> str:
    return "\n\n".join(filter(None, (abstract, description)))


def _without(whole: str, description: str) -> str:
    if not description or not whole.endswith(description):
        return whole
    return whole.removesuffix(description).removesuffix("\n\n")


def block_kind(event: FeedEvent) -> SessionKind:
    """Return the kind of session that an event without a track becomes."""
    kind = event.kind.lower()
    is_plenary = any(word in kind for word in ("plenary", "keynote", "大会报告"))
    return _BLOCKS.get(kind, SessionKind.PLENARY if is_plenary else SessionKind.WORKSHOP)


def stage_role(event: FeedEvent) -> AppearanceRole:
    """Return the role in which the people of an event appear."""
    return AppearanceRole.KEYNOTE if "keynote" in event.kind.lower() else AppearanceRole.SPEAKER


def room_feed(room: FeedRoom) -> Json:
    """Return the fields of a room that have no column."""
    return _dumped(_ROOM, room, exclude={"key", "name", "capacity"})


def room_of(feed: Json, *, key: str, name: Text, capacity: int | None) -> FeedRoom:
    """Rebuild a room from the JSON made by `room_feed` and its columns."""
    return _ROOM.validate_python(feed | {"key": key, "name": name, "capacity": capacity})


def track_feed(track: FeedTrack) -> Json:
    """Return the fields of a track that have no column, and its key."""
    return _dumped(_TRACK, track, exclude={"name"})


def track_of(feed: Json, *, key: str, name: Text) -> FeedTrack:
    """Rebuild a track from the JSON made by `track_feed` and its columns. `key` is only used if the JSON has none."""
    return _TRACK.validate_python({"key": key, "name": name} | feed)


def person_feed(person: FeedPerson) -> Json:
    """Return the fields of a person that have no column, and the key and name as the feed gave them."""
    return _dumped(_PERSON, person, exclude={"biography"})


def person_of(feed: Json, *, key: str, name: Text, biography: Text) -> FeedPerson:
    """Rebuild a person from the JSON made by `person_feed` and columns. Values in the JSON take precedence."""
    return _PERSON.validate_python({"key": key, "name": name, "biography": biography} | feed)


def printed_name(person: FeedPerson) -> Text:
    """Return the printed name as `zh`, and the Latin name as `en` if it differs from it."""
    name = person.name.zh or person.name.en
    return Text(zh=name, en="" if person.name.en == name else person.name.en)


def conference_feed(conference: FeedConference) -> Json:
    """Return all fields of the feed's conference, including those that have a column."""
    return _dumped(_CONFERENCE, conference)


def conference_of(feed: Json) -> FeedConference:
    """Rebuild the feed's conference from the JSON made by `conference_feed`."""
    return _CONFERENCE.validate_python(feed)


def _dumped(adapter: TypeAdapter[Any], value: object, *, exclude: set[str] | None = None) -> Json:
    dumped: Json = adapter.dump_python(value, mode="json", exclude=exclude or set())
    return {name: kept for name, kept in dumped.items() if kept not in ("", None, False, [], {}, {"zh": "", "en": ""})}


_EVENT = TypeAdapter(FeedEvent)
_ROOM = TypeAdapter(FeedRoom)
_TRACK = TypeAdapter(FeedTrack)
_PERSON = TypeAdapter(FeedPerson)
_CONFERENCE = TypeAdapter(FeedConference)
