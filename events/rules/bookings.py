"""Bookings: a resource (a room, a person) taken for a while. A clash is a resource taken twice at once."""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from toolkit.text import Text


class Resource(StrEnum):
    """What can be taken."""

    ROOM = "room"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """`key` of `resource` is taken from `starts_at` to `ends_at`, both aware, for `what`.

    Bookings of one `block` never clash: a person who chairs a session speaks in it as well. `label` names the resource.
    `must_not_clash` marks people for whom a clash stops a publication..
    """

    resource: Resource
    key: str
    label: Text
    starts_at: datetime
    ends_at: datetime
    what: Text
    block: str
    must_not_clash: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two bookings of one resource that share time; `first` begins no later than `second`."""

    first: Booking
    second: Booking

    @property
    def stops_publication(self) -> bool:
        """Whether the programme cannot be published like this, unless an owner says so by name."""
        return self.first.resource is Resource.ROOM or self.first.must_not_clash or self.second.must_not_clash


def clashes(bookings: Iterable[Booking]) -> tuple[Clash, ...]:
    """Every pair of bookings that clash, by resource, then time. Touching ends share no time; nor does what takes none.

    One sweep in order of start: O(n log n), and one step more for each clash.
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
    """Everything that gets in the way of one booking, for a report that can be read: the longest booking leads."""

    leading: Booking
    others: tuple[Booking, ...]


def grouped(found: Iterable[Clash]) -> tuple[ClashGroup, ...]:
    """The clashes told from the bookings that are in most of them: one long block is one line, not thirty."""
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
