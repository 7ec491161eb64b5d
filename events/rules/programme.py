"""The published programme: what a release holds, as values. Public pages and feeds read only this.

A closed-door session is here by title, host and time alone: `without_secrets` is applied when the
document is frozen, so nothing that reads a release can show more.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from toolkit.text import Text


class SessionKind(StrEnum):
    """What a block is: its number in the programme begins with P, R, C or the forum's."""

    PLENARY = "plenary"
    FORUM = "forum"
    CLOSED_DOOR = "closed_door"
    RELEASE = "release"
    CEREMONY = "ceremony"
    WORKSHOP = "workshop"
    BREAK = "break"
    SOCIAL = "social"


class SessionAccess(StrEnum):
    """Who may enter."""

    OPEN = "open"
    SIGN_UP = "sign_up"
    INVITATION = "invitation"


class TalkKind(StrEnum):
    """What an item inside a session is."""

    TALK = "talk"
    ADDRESS = "address"
    PANEL = "panel"
    DISCUSSION = "discussion"
    CEREMONY = "ceremony"
    BREAK = "break"


class AppearanceRole(StrEnum):
    """In which role a person is on stage, in the order in which roles are listed."""

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
    """The conference's own lines."""

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
        """The zone that days and times are told in."""
        return ZoneInfo(self.timezone)

    def day_of(self, instant: datetime) -> date:
        """The conference day of an instant: what is on after midnight belongs to the evening before."""
        return day_of(instant, zone=self.zone, day_starts_at=self.day_starts_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomItem:
    """A room, in the organiser's order. `key` is its identity in the document."""

    key: str
    name: Text
    floor: str
    capacity: int | None
    feed: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupItem:
    """A letter under which forums are listed."""

    letter: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRole:
    """Somebody on stage: the code of a `SpeakerItem`, and the role."""

    speaker: str
    role: AppearanceRole


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumItem:
    """A forum; its chairs are the people."""

    number: int
    group: str
    title: Text
    host: Text
    description: Text
    people: tuple[PersonRole, ...]
    feed: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkItem:
    """An item inside a session. `placeholder` names who is on while nobody is named (特邀嘉宾)."""

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
    """A block in one room, with its talks in order. `label` is P1, R, C2; a forum's is its number."""

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
        """Whether its people, content and room are nobody's business."""
        return self.kind is SessionKind.CLOSED_DOOR

    def without_secrets(self) -> Self:
        """A closed-door session as the public may know it; any other as it is."""
        if not self.is_closed:
            return self
        return replace(self, description=Text(), room=None, capacity=None, people=(), talks=(), feed={})


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerItem:
    """Somebody on stage, as printed. The list of speakers is in order of precedence."""

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
class Programme:
    """A whole release."""

    conference: ConferenceFacts
    rooms: tuple[RoomItem, ...]
    groups: tuple[GroupItem, ...]
    forums: tuple[ForumItem, ...]
    sessions: tuple[SessionItem, ...]
    speakers: tuple[SpeakerItem, ...]


def day_of(instant: datetime, *, zone: ZoneInfo, day_starts_at: time) -> date:
    """The conference day of an instant in UTC: before `day_starts_at` it is still the evening before."""
    local = instant.astimezone(zone)
    return local.date() if local.time() >= day_starts_at else local.date() - timedelta(days=1)


def to_document(programme: Programme) -> dict[str, object]:
    """The programme as plain JSON values: days and instants in ISO 8601."""
    document: dict[str, object] = _PROGRAMME.dump_python(programme, mode="json")
    return document


def from_document(document: dict[str, object]) -> Programme:
    """The programme of a document that `to_document` made; raises pydantic's ValidationError on any other."""
    return _PROGRAMME.validate_python(document)


_PROGRAMME = TypeAdapter(Programme)
