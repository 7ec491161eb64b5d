"""Find the clashes among bookings: rooms and people booked twice, ways that are too long, rooms that do not fit."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import combinations

from events.rules.bookings import Booking, Clash, ClashKind, Resource, Use, Version, Who
from events.rules.names.sameness import same_name
from events.rules.site import Site

NOWHERE = Site()
PEOPLE = tuple[str, str]
"""The keys of two people, in order."""


def clashes(
    bookings: Iterable[Booking], site: Site = NOWHERE, *, distinct: frozenset[PEOPLE] = frozenset()
) -> tuple[Clash, ...]:
    """Return all clashes, by resource and then by time.

    Bookings that only touch do not clash, nor do bookings without length. `distinct` are people whom somebody has found
    to be two, although they look like one. A clash that the draft and the approved version of a forum have in common is
    returned once, as that of the draft.
    """
    taken: dict[tuple[Resource, str], list[Booking]] = defaultdict(list)
    for booking in bookings:
        if booking.starts_at < booking.ends_at:
            taken[booking.resource, booking.key].append(booking)
    horizon = timedelta(minutes=site.walking.longest)
    found: dict[str, Clash] = {}
    for (resource, _), rows in taken.items():
        if len(rows) > 1:
            _keep(found, _swept(rows, site, horizon))
        if resource is Resource.ROOM:
            _keep(found, _unfit(rows, site))
    for rows, others in _people_alike(taken, distinct):
        _keep(found, _swept_together(rows, others))
    return tuple(sorted(found.values(), key=_by_resource_and_start))


def _keep(found: dict[str, Clash], more: Iterable[Clash]) -> None:
    for clash in more:
        known = found.get(clash.mark)
        if known is None or (known.is_approved_alone and not clash.is_approved_alone):
            found[clash.mark] = clash


def _by_resource_and_start(clash: Clash) -> tuple[str, str, datetime, datetime]:
    last = clash.bookings[-1]
    return clash.first.resource, clash.first.key, last.starts_at, clash.first.starts_at


def _swept(rows: list[Booking], site: Site, horizon: timedelta) -> Iterator[Clash]:
    """Yield the clashes of one resource; a sweep in order of start, which keeps what may still be in the way."""
    rows.sort(key=_by_start)
    running: list[Booking] = []
    for booking in rows:
        since = booking.starts_at - horizon
        running = [other for other in running if other.ends_at > since]
        for other in running:
            clash = _clash_of(other, booking, site)
            if clash is not None:
                yield clash
        running.append(booking)


def _by_start(booking: Booking) -> tuple[datetime, datetime, str]:
    return booking.starts_at, booking.ends_at, booking.block


def _clash_of(first: Booking, second: Booking, site: Site) -> Clash | None:
    if not _can_meet(first, second):
        return None
    if first.ends_at > second.starts_at:
        return Clash(first=first, second=second, kind=_kind_of(first, second))
    if first.use is not Use.STAGE or second.use is not Use.STAGE or first.resource is not Resource.PERSON:
        return None
    gap = (second.starts_at - first.ends_at) // timedelta(minutes=1)
    lacking = site.minutes_between(first.room, second.room) - gap
    return Clash(first=first, second=second, kind=ClashKind.WALK, lacking=lacking) if lacking > 0 else None


def _can_meet(first: Booking, second: Booking) -> bool:
    """Return whether both can be meant at once: not within a block, nor the two versions of one forum."""
    if first.block == second.block or (first.use is Use.AWAY and second.use is Use.AWAY):
        return False
    if first.forum is None or first.forum != second.forum:
        return True
    if {first.version, second.version} == {Version.DRAFT, Version.APPROVED}:
        return False
    return Use.CHAIR not in {first.use, second.use}  # a forum's chair may be in any of its sessions


def _kind_of(first: Booking, second: Booking) -> ClashKind:
    if first.resource is Resource.ROOM:
        return ClashKind.ROOM
    uses = {first.use, second.use}
    if Use.AWAY in uses:
        return ClashKind.ABSENCE
    return ClashKind.CHAIR if Use.CHAIR in uses else ClashKind.PERSON


def _people_alike(
    taken: dict[tuple[Resource, str], list[Booking]], distinct: frozenset[PEOPLE]
) -> Iterator[tuple[list[Booking], list[Booking]]]:
    """Yield the bookings of each two people who may be one."""
    by_sort: dict[str, list[Who]] = defaultdict(list)
    for rows in taken.values():
        who = rows[0].who
        if who is not None:
            by_sort[who.sort or who.name].append(who)
    for people in by_sort.values():
        for one, other in combinations(sorted(people, key=lambda who: who.key), 2):
            if may_be_one(one, other) and (one.key, other.key) not in distinct:
                yield taken[Resource.PERSON, one.key], taken[Resource.PERSON, other.key]


def may_be_one(one: Who, other: Who) -> bool:
    """Return whether two records may be of one person: the same name, and no two different institutions."""
    if not same_name(one.name, other.name):
        return False
    pairs = ((one.affiliation.zh, other.affiliation.zh), (one.affiliation.en, other.affiliation.en))
    known = [(first.casefold(), second.casefold()) for first, second in pairs if first and second]
    return not known or any(first == second for first, second in known)


def _swept_together(rows: list[Booking], others: list[Booking]) -> Iterator[Clash]:
    """Yield where somebody is on stage while somebody else, who may be the same person, is on stage elsewhere."""
    for one in rows:
        for other in others:
            first, second = sorted((one, other), key=_by_start)
            on_stage = first.use is Use.STAGE and second.use is Use.STAGE
            if on_stage and first.ends_at > second.starts_at and _can_meet(first, second):
                yield Clash(first=first, second=second, kind=ClashKind.MAYBE_ONE)


def _unfit(rows: Iterable[Booking], site: Site) -> Iterator[Clash]:
    """Yield what does not fit its room. A talk's needs that are its session's, too, are told with the session."""
    for booking in rows:
        room = site.rooms.get(booking.room)
        if room is None:
            continue
        if room.capacity is not None and booking.expected > room.capacity:
            yield Clash(first=booking, kind=ClashKind.SEATS, lacking=booking.expected - room.capacity)
        missing = tuple(need for need in booking.needs if need not in room.equipment)
        if missing:
            yield Clash(first=booking, kind=ClashKind.EQUIPMENT, missing=missing)
