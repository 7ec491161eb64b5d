"""Bookings of resources (rooms and people) and their clashes: two bookings of one resource at the same time."""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from toolkit.text import Text


class Resource(StrEnum):
    """The kind of thing that can be booked."""

    ROOM = "room"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A booking of the room or person `key`, named `label`, for `what`. Both times are aware.

    Bookings of one `block` never clash, because a person may both chair a session and speak in it. `session` and
    `talk` are the codes of what is booked for; `talk` is empty for the session as a whole. `must_not_clash` marks
    people whose clashes stop a publication.
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
    is_closed: bool = False
    must_not_clash: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two bookings of one resource that overlap. `first` begins no later than `second`."""

    first: Booking
    second: Booking

    @property
    def stops_publication(self) -> bool:
        """Whether the clash blocks publication until an owner accepts it explicitly."""
        return self.first.resource is Resource.ROOM or self.first.must_not_clash or self.second.must_not_clash

    @property
    def bookings(self) -> tuple[Booking, Booking]:
        """Both bookings."""
        return self.first, self.second

    @property
    def mark(self) -> str:
        """The same text for as long as these two bookings clash, whatever their times and words."""
        ends = sorted(f"{booking.session}/{booking.talk}" for booking in self.bookings)
        return "|".join((self.first.resource, self.first.key, *ends))

    def seen_from(self, *, session: str, talk: str = "") -> Self | None:
        """Return the clash with the booking of this session or talk as `first`; None if neither is.

        A session's clashes include those of its talks.
        """
        for mine, other in (self.bookings, self.bookings[::-1]):
            if mine.session == session and talk in {"", mine.talk}:
                return replace(self, first=mine, second=other)
        return None


def made_by(before: Iterable[Clash], after: Iterable[Clash]) -> tuple[Clash, ...]:
    """Return the clashes of `after` that `before` did not have at these times. New words make no new clash."""
    known = {_occasion(clash) for clash in before}
    return tuple(clash for clash in after if _occasion(clash) not in known)


def _occasion(clash: Clash) -> tuple[object, ...]:
    times = ((booking.block, booking.starts_at, booking.ends_at) for booking in clash.bookings)
    return clash.first.resource, clash.first.key, clash.stops_publication, *times


def clashes(bookings: Iterable[Booking]) -> tuple[Clash, ...]:
    """Return all pairs of bookings that clash, by resource and then by time.

    Bookings that only touch do not clash, nor do bookings without length. A sweep in order of start takes
    O(n log n + k) for k clashes.
    """
    found: list[Clash] = []
    running: list[tuple[datetime, int, Booking]] = []
    taken = (booking for booking in bookings if booking.starts_at < booking.ends_at)
    place: tuple[Resource, str] | None = None
    for number, booking in enumerate(sorted(taken, key=_by_resource_and_start)):
        if (booking.resource, booking.key) != place:
            place, running = (booking.resource, booking.key), []
        while running and running[0][0] <= booking.starts_at:
            heapq.heappop(running)
        found += [
            Clash(first=other, second=booking)
            for _, _, other in sorted(running, key=lambda entry: entry[1])
            if other.block != booking.block
        ]
        heapq.heappush(running, (booking.ends_at, number, booking))
    return tuple(found)


def _by_resource_and_start(booking: Booking) -> tuple[Resource, str, datetime, datetime, str]:
    return booking.resource, booking.key, booking.starts_at, booking.ends_at, booking.block


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashGroup:
    """A booking and the others that clash with it, for a report with one line for each group."""

    leading: Booking
    others: tuple[Booking, ...]


def grouped(found: Iterable[Clash]) -> tuple[ClashGroup, ...]:
    """Group the clashes by the bookings with the most of them, so that a long block takes one line and not thirty.

    Each clash is in one group only. Groups are in order of the leading booking's start.
    """
    neighbours: dict[Booking, list[Booking]] = {}
    for pair in found:
        neighbours.setdefault(pair.first, []).append(pair.second)
        neighbours.setdefault(pair.second, []).append(pair.first)
    told: set[Booking] = set()
    groups: list[ClashGroup] = []
    for leading in sorted(neighbours, key=lambda booking: (-len(neighbours[booking]), booking.starts_at)):
        told.add(leading)
        if others := tuple(other for other in neighbours[leading] if other not in told):
            groups.append(ClashGroup(leading=leading, others=others))
    return tuple(sorted(groups, key=lambda group: group.leading.starts_at))
