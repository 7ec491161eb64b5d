"""Data classes of the published programme: the content of a release, and the only data that public pages and feeds use.

In a release, a closed-door session has only its title, host and times: `without_secrets` is applied when the release is
made, so that its readers cannot show more.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from toolkit.jsonable import Jsonable
from toolkit.text import Text


class SessionKind(StrEnum):
    """The kind of a session. Labels begin with P, R or C depending on the kind, or are the number of the forum."""

    PLENARY = "plenary"
    FORUM = "forum"
    CLOSED_DOOR = "closed_door"
    RELEASE = "release"
    CEREMONY = "ceremony"
    WORKSHOP = "workshop"
    BREAK = "break"
    SOCIAL = "social"


class SessionAccess(StrEnum):
    """Who may attend a session."""

    OPEN = "open"
    SIGN_UP = "sign_up"
    INVITATION = "invitation"


class TalkKind(StrEnum):
    """The kind of an item within a session."""

    TALK = "talk"
    ADDRESS = "address"
    PANEL = "panel"
    DISCUSSION = "discussion"
    CEREMONY = "ceremony"
    BREAK = "break"


GIVEN_BY_SOMEBODY = frozenset({TalkKind.TALK, TalkKind.ADDRESS, TalkKind.PANEL})
"""Kinds of talks that need a speaker. Discussions, ceremonies and breaks do not."""


class AppearanceRole(StrEnum):
    """The role of a person on stage. Pages list roles in this order."""

    KEYNOTE = "keynote"
    CHAIR = "chair"
    HOST = "host"
    MODERATOR = "moderator"
    GUEST = "guest_of_honour"
    SPEAKER = "speaker"
    PANELLIST = "panellist"


CLOSED_ROOM = Text(zh="闭门会", en="Closed meeting")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceFacts:
    """The details of the conference itself."""

    slug: str
    title: Text
    short_title: Text
    edition: Text
    intro: Text
    notice: Text
    city: Text
    venue: Text
    address: Text
    arrival: Text
    hosts: Text
    contact_email: str
    contact_phone: str
    starts_on: date
    ends_on: date
    timezone: str
    day_starts_at: time
    accent: str
    is_example: bool
    feed: dict[str, object] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of all days and times of the conference."""
        return ZoneInfo(self.timezone)

    def day_of(self, instant: datetime) -> date:
        """Return the conference day of an aware instant; the hours after midnight belong to the previous day."""
        return day_of(instant, zone=self.zone, day_starts_at=self.day_starts_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomItem:
    """A room. `key` identifies it within the document."""

    key: str
    name: Text
    floor: str
    capacity: int | None
    feed: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupItem:
    """A group of forums, listed under a letter."""

    letter: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRole:
    """A person in a role. `speaker` is the code of a `SpeakerItem`."""

    speaker: str
    role: AppearanceRole


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumItem:
    """A forum. `people` are its chairs."""

    number: int
    group: str
    title: Text
    host: Text
    description: Text
    people: tuple[PersonRole, ...]
    feed: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkItem:
    """An item within a session. `placeholder` stands in for people who are not announced yet, such as 特邀嘉宾."""

    code: str
    kind: TalkKind
    title: Text
    abstract: Text
    placeholder: Text
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    people: tuple[PersonRole, ...]
    feed: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionItem:
    """A session in one room, with its talks in order. `label` is its forum's number, or a code such as P1, R or C2."""

    code: str
    label: str
    kind: SessionKind
    access: SessionAccess
    title: Text
    host: Text
    description: Text
    starts_at: datetime
    ends_at: datetime
    room: str | None
    forum: int | None
    capacity: int | None
    is_cancelled: bool
    people: tuple[PersonRole, ...]
    talks: tuple[TalkItem, ...]
    feed: dict[str, object] = field(default_factory=dict)

    @property
    def is_closed(self) -> bool:
        """Whether the session's people, content and room are secret."""
        return self.kind is SessionKind.CLOSED_DOOR

    def without_secrets(self) -> Self:
        """Return the session with public data only: unchanged, unless it is a closed-door session."""
        return self.behind_closed_doors() if self.is_closed else self

    def behind_closed_doors(self) -> Self:
        """Return what the public may know of the session if it is a closed-door session now."""
        return replace(self, description=Text(), room=None, capacity=None, people=(), talks=(), feed={})


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerItem:
    """A speaker as printed. A programme lists its speakers in order of precedence. `photo` is a photograph's key."""

    code: str
    name: str
    name_latin: str
    honour: str
    honour_text: Text
    post: Text
    affiliation: Text
    biography: Text
    photo: str
    search_keys: str
    sort_pinyin: str
    feed: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedItem:
    """A session or a talk that an earlier release had and that calendars still know. Nobody is named in it.

    `room` is the key of its room, if the programme still has that. `guid` is empty unless an import gave one. If it
    `is_hidden`, it has gone behind closed doors, and its title is a neutral one.
    """

    code: str
    is_talk: bool
    title: Text
    starts_at: datetime
    ends_at: datetime
    room: str | None
    forum: int | None
    guid: str
    is_hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A whole programme, as a release contains it. `removed` is what earlier releases had."""

    conference: ConferenceFacts
    rooms: tuple[RoomItem, ...]
    groups: tuple[GroupItem, ...]
    forums: tuple[ForumItem, ...]
    sessions: tuple[SessionItem, ...]
    speakers: tuple[SpeakerItem, ...]
    removed: tuple[RemovedItem, ...] = ()


def day_of(instant: datetime, *, zone: ZoneInfo, day_starts_at: time) -> date:
    """Return the conference day of an aware instant: before `day_starts_at` (local time) it is the previous day."""
    local = instant.astimezone(zone)
    return local.date() if local.time() >= day_starts_at else local.date() - timedelta(days=1)


def to_document(programme: Programme) -> dict[str, Jsonable]:
    """Return the programme as plain JSON values, with days and instants in ISO 8601."""
    document: dict[str, Jsonable] = _PROGRAMME.dump_python(programme, mode="json")
    return document


def digest_of(programme: Programme) -> str:
    """Return a hash of the programme's document: the same if, and only if, nothing differs."""
    return hashlib.sha256(_PROGRAMME.dump_json(programme)).hexdigest()


def from_document(document: Mapping[str, Jsonable]) -> Programme:
    """Return the programme of a document from `to_document`; raise pydantic's ValidationError for any other."""
    return _PROGRAMME.validate_python(document)


_PROGRAMME = TypeAdapter(Programme)
