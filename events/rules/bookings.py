"""Bookings of resources (rooms and people), and what a clash of them is. `events.rules.clashes` finds the clashes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import blake2s
from typing import Self

from toolkit.text import Text

NOTHING = Text()


class Resource(StrEnum):
    """The kind of thing that can be booked."""

    ROOM = "room"
    PERSON = "person"


class Use(StrEnum):
    """What a resource is booked for."""

    STAGE = "stage"
    CHAIR = "chair"
    """A chair of a forum, who need not be there all the time."""
    AWAY = "away"
    """A person cannot come."""


class Version(StrEnum):
    """Which version of a forum a booking belongs to, once its draft differs from what was approved."""

    ONLY = "only"
    DRAFT = "draft"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A person who is booked. `code` is the speaker's; people are grouped by `sort` to find those of one name."""

    key: str
    code: str
    name: str
    sort: str = ""
    affiliation: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A booking of the room or person `key`, named `label`, for `what`. Both times are aware.

    Bookings of one `block` never clash, because a person may both chair a session and speak in it. `session` and
    `talk` are the codes of what is booked for; `talk` is empty for the session as a whole. `room` is the key of the
    room that a person is in. `expected` people come to what a room is booked for, which `needs` equipment.
    `must_not_clash` marks people whose clashes stop a publication.
    """

    resource: Resource
    key: str
    label: Text
    starts_at: datetime
    ends_at: datetime
    what: Text
    block: str
    session: str
    talk: str = ""
    forum: int | None = None
    room: str = ""
    use: Use = Use.STAGE
    version: Version = Version.ONLY
    who: Who | None = None
    expected: int = 0
    needs: tuple[str, ...] = ()
    is_closed: bool = False
    must_not_clash: bool = False

    @property
    def place(self) -> tuple[str, str]:
        """The codes of the session and the talk, which identify what is booked for."""
        return self.session, self.talk


class ClashKind(StrEnum):
    """What is wrong, in the order in which lists show it."""

    ROOM = "room"
    """A room is booked twice."""
    PERSON = "person"
    """Somebody is in two places at once."""
    ABSENCE = "absence"
    """Somebody cannot come at that time."""
    WALK = "walk"
    """Somebody cannot get from one room to the other in time."""
    SEATS = "seats"
    """More people are expected than the room has seats."""
    EQUIPMENT = "equipment"
    """The room lacks equipment."""
    CHAIR = "chair"
    """The chair of a forum is elsewhere while it meets."""
    MAYBE_ONE = "maybe_one"
    """Two people in two places at once may be one person."""


HARD_FOR_SOME = frozenset({ClashKind.PERSON, ClashKind.ABSENCE, ClashKind.WALK})
"""The kinds that stop a publication if the person must not clash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two bookings that cannot both be kept, or one that does not fit its room: then `second` is None.

    `first` begins no later than `second`. `lacking` counts the minutes that somebody lacks to walk from one room to the
    other, or the seats that are missing; `missing` is the equipment that the room lacks.
    """

    first: Booking
    second: Booking | None = None
    kind: ClashKind
    lacking: int = 0
    missing: tuple[str, ...] = ()

    @property
    def stops_publication(self) -> bool:
        """Whether the clash stops a publication, unless an owner accepts it (`can_be_accepted`)."""
        return self.kind is ClashKind.ROOM or self.is_of_somebody_who_must_not

    @property
    def is_of_somebody_who_must_not(self) -> bool:
        """Whether it is a clash of somebody who must not clash. Nobody can accept such a clash."""
        if self.kind not in HARD_FOR_SOME or any(booking.use is Use.CHAIR for booking in self.bookings):
            return False
        return any(booking.must_not_clash for booking in self.bookings)

    @property
    def can_be_accepted(self) -> bool:
        """Whether anybody may decide to keep it."""
        return not self.is_of_somebody_who_must_not

    @property
    def bookings(self) -> tuple[Booking, ...]:
        """The bookings that clash: two, or the one that does not fit its room."""
        return (self.first,) if self.second is None else (self.first, self.second)

    @property
    def places(self) -> tuple[Booking, ...]:
        """The bookings that take place somewhere in the programme: all but absences."""
        return tuple(booking for booking in self.bookings if booking.session)

    @property
    def overlap(self) -> int:
        """The minutes that both bookings share."""
        if self.second is None:
            return 0
        shared = min(self.first.ends_at, self.second.ends_at) - max(self.first.starts_at, self.second.starts_at)
        return max(int(shared.total_seconds() // 60), 0)

    @property
    def gap(self) -> int:
        """The minutes between the two bookings."""
        if self.second is None:
            return 0
        return max(int((self.second.starts_at - self.first.ends_at).total_seconds() // 60), 0)

    @property
    def needed(self) -> int:
        """The minutes that the way between the two rooms takes."""
        return self.gap + self.lacking

    @property
    def forums(self) -> frozenset[int]:
        """The numbers of the forums that it concerns."""
        return frozenset(booking.forum for booking in self.bookings if booking.forum is not None)

    @property
    def is_closed(self) -> bool:
        """Whether a closed-door meeting is at one of its ends."""
        return any(booking.is_closed for booking in self.bookings)

    @property
    def is_closed_elsewhere(self) -> bool:
        """Whether the other end than `first` is in a closed-door meeting."""
        return self.second is not None and self.second.is_closed

    @property
    def is_approved_alone(self) -> bool:
        """Whether only what was approved of a forum clashes, and its draft no longer does."""
        return any(booking.version is Version.APPROVED for booking in self.bookings)

    @property
    def mark(self) -> str:
        """The same text for as long as these two bookings clash, whatever their times and words."""
        keys = sorted({booking.key for booking in self.bookings})
        ends = sorted(f"{booking.session}/{booking.talk}" for booking in self.bookings)
        return "|".join((self.kind, *keys, *ends))

    @property
    def key(self) -> str:
        """A short form of the mark, for addresses."""
        return blake2s(self.mark.encode(), digest_size=8).hexdigest()

    def seen_from(self, *, session: str, talk: str = "") -> Self | None:
        """Return the clash with the booking of this session or talk as `first`; None if neither is.

        A session's clashes include those of its talks.
        """
        for mine in self.bookings:
            if mine.session == session and talk in {"", mine.talk}:
                other = next((booking for booking in self.bookings if booking is not mine), None)
                return replace(self, first=mine, second=other)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashDifference:
    """The clashes that a change has made, and those that it has mended."""

    made: tuple[Clash, ...] = ()
    mended: tuple[Clash, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.made or self.mended)


def clashes_between(before: Iterable[Clash], after: Iterable[Clash]) -> ClashDifference:
    """Return what a change has done to the clashes.

    One that is there before and after is made again if its times have changed, and is never mended. New words make no
    new clash.
    """
    old, new = tuple(before), tuple(after)
    marks = {clash.mark for clash in new}
    return ClashDifference(made=made_by(old, new), mended=tuple(clash for clash in old if clash.mark not in marks))


def made_by(before: Iterable[Clash], after: Iterable[Clash]) -> tuple[Clash, ...]:
    """Return the clashes of `after` that `before` did not have at these times. New words make no new clash."""
    known = {_occasion(clash) for clash in before}
    return tuple(clash for clash in after if _occasion(clash) not in known)


def _occasion(clash: Clash) -> tuple[object, ...]:
    times = ((booking.key, booking.block, booking.starts_at, booking.ends_at) for booking in clash.bookings)
    return clash.kind, clash.stops_publication, clash.lacking, clash.missing, *times


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashGroup:
    """A booking and the others that clash with it in the same way, for a list with one line for each group.

    `clashes` are those of the group, in the order of `others`.
    """

    leading: Booking
    clashes: tuple[Clash, ...]

    @property
    def kind(self) -> ClashKind:
        """What is wrong."""
        return self.clashes[0].kind

    @property
    def others(self) -> tuple[Booking, ...]:
        """The other ends of the clashes."""
        ends = (end for clash in self.clashes for end in clash.bookings)
        return tuple(end for end in ends if end != self.leading)

    @property
    def stops_publication(self) -> bool:
        """Whether any of the clashes does."""
        return any(clash.stops_publication for clash in self.clashes)


def grouped(found: Iterable[Clash]) -> tuple[ClashGroup, ...]:
    """Group the clashes by the bookings with the most of them, so that a long block takes one line and not thirty.

    Each clash is in one group only. Groups are in order of the leading booking's start.
    """
    ends: dict[tuple[ClashKind, Booking], list[Clash]] = {}
    for clash in found:
        for booking in clash.bookings:
            ends.setdefault((clash.kind, booking), []).append(clash)
    told: set[int] = set()
    groups: list[ClashGroup] = []
    for end in sorted(ends, key=lambda end: (-len(ends[end]), end[1].starts_at)):
        left = tuple(clash for clash in ends[end] if id(clash) not in told)
        if left:
            told |= {id(clash) for clash in left}
            groups.append(ClashGroup(leading=end[1], clashes=left))
    return tuple(sorted(groups, key=lambda group: group.leading.starts_at))
