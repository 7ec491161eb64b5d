"""What somebody wants to do in the editor, as its script sends it.

Items are given by their codes, times in minutes of a day (`events.rules.timetable.halves.DayClock`). `version` is that
of `events.rules.versions` as the editor saw it, `other_version` that of the second item.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

Code = Annotated[str, Field(max_length=16, pattern=r"^[^\x00]*$")]
Version = Annotated[str, Field(max_length=80)]
Key = Annotated[int, Field(ge=1, le=2**31 - 1)]
Day = Annotated[date, Field(ge=date(1970, 1, 1), le=date(2500, 1, 1))]
Number = Annotated[int, Field(ge=0, le=2**63 - 1)]
Minute = Annotated[int, Field(ge=-(10**6), le=10**6)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveSession:
    """Put a session into a room at a time; without a room it waits for one."""

    deed: Literal["move_session"] = "move_session"
    session: Code
    version: Version
    room: Key | None
    starts: Minute


@dataclass(frozen=True, slots=True, kw_only=True)
class ResizeSession:
    """Let a session end at another time."""

    deed: Literal["resize_session"] = "resize_session"
    session: Code
    version: Version
    ends: Minute


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapSessions:
    """Let two sessions change rooms and times."""

    deed: Literal["swap_sessions"] = "swap_sessions"
    session: Code
    version: Version
    other: Code
    other_version: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapRooms:
    """Let two sessions change rooms, each at its time."""

    deed: Literal["swap_rooms"] = "swap_rooms"
    session: Code
    version: Version
    other: Code
    other_version: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveForum:
    """Move all sessions that a forum has on a day into a room."""

    deed: Literal["move_forum"] = "move_forum"
    forum: Key
    room: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTalk:
    """Put a talk at a place in the order of a session, counted without it; without a session it waits for one."""

    deed: Literal["move_talk"] = "move_talk"
    talk: Code
    version: Version
    session: Code
    position: Annotated[int, Field(ge=0, le=10_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapTalks:
    """Let two talks change places."""

    deed: Literal["swap_talks"] = "swap_talks"
    talk: Code
    version: Version
    other: Code
    other_version: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLength:
    """Make a talk longer or shorter."""

    deed: Literal["set_length"] = "set_length"
    talk: Code
    version: Version
    minutes: Annotated[int, Field(ge=-(10**6), le=10**6)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PinTalk:
    """Pin a talk to the time at which it starts now, or let it follow the one before it."""

    deed: Literal["pin_talk"] = "pin_talk"
    talk: Code
    version: Version
    is_pinned: bool


Wish = MoveSession | ResizeSession | SwapSessions | SwapRooms | MoveForum | MoveTalk | SwapTalks | SetLength | PinTalk


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A wish with the day that its minutes count from.

    The editor shows `day`, and has heard of all deeds up to the number `since`.
    """

    day: Day
    since: Number
    on: Day
    wish: Annotated[Wish, Field(discriminator="deed")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedStep:
    """Undoing or redoing, in an editor that shows `day` and has heard of all deeds up to `since`."""

    day: Day
    since: Number
    step: Literal["undo", "redo"]


class Unreadable(Exception):
    """The document is none of an editor."""


def asked(document: bytes) -> Asked:
    """Return what the editor asks for; raises Unreadable."""
    try:
        return _ASKED.validate_json(document)
    except ValidationError as error:
        raise Unreadable from error


def asked_step(document: bytes) -> AskedStep:
    """Return the step that the editor asks for; raises Unreadable."""
    try:
        return _STEP.validate_json(document)
    except ValidationError as error:
        raise Unreadable from error


_ASKED = TypeAdapter(Asked)
_STEP = TypeAdapter(AskedStep)
