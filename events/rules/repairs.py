"""Concrete moves that mend a clash, each with what it costs. Each is judged by the rule that finds the clashes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from events.rules.bookings import Booking, Clash, ClashKind, Resource, Use, Version
from events.rules.clashes import PEOPLE, clashes
from events.rules.running_order import Item, Placed, computed, inserted, unpinned
from events.rules.site import RoomFacts, Site
from events.rules.slots import SessionSlot, TalkSlot, room_bookings
from events.rules.spans import Span
from toolkit.text import Text

MOST_REPAIRS = 6
MOST_OF_A_KIND = 2

ABOUT_ROOMS = frozenset({ClashKind.ROOM, ClashKind.SEATS, ClashKind.EQUIPMENT, ClashKind.WALK})
ABOUT_TIMES = frozenset(ClashKind) - {ClashKind.SEATS, ClashKind.EQUIPMENT}


class RepairKind(StrEnum):
    """How a clash is mended; of two that cost the same, the earlier kind is offered first."""

    REORDER = "reorder"
    """A talk takes another place in its session."""
    SWAP_TALKS = "swap_talks"
    """Two talks of a session change places."""
    OTHER_ROOM = "other_room"
    """A session moves to a free room."""
    SWAP_ROOMS = "swap_rooms"
    """Two sessions change rooms."""
    OTHER_SESSION = "other_session"
    """A talk moves to the end of another session of its forum."""
    OTHER_TIME = "other_time"
    """A session moves to another time in its room."""


ORDER = tuple(RepairKind)
NOTHING = Text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A session or a talk that starts at another time, with its codes as in a booking."""

    session: str
    talk: str
    what: Text
    before: datetime
    after: datetime

    @property
    def minutes(self) -> int:
        """How much later it starts; negative if it starts earlier."""
        return (self.after - self.before) // timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A move that mends a clash.

    The talk `talk`, or the session `session` if that is empty, gets the place `position` in its session, changes places
    or rooms with `other` (a talk's or a session's code), moves into the session `other`, or starts at `starts_at` in
    the room `room` (a key). `shifts` are all changes of times, `told` counts the people on stage whose time or room
    changes, and `made` are the clashes that there would be instead.
    """

    kind: RepairKind
    session: str
    what: Text
    talk: str = ""
    position: int = 0
    other: str = ""
    other_what: Text = NOTHING
    room: str = ""
    room_name: Text = NOTHING
    starts_at: datetime
    shifts: tuple[Shift, ...] = ()
    told: int = 0
    made: tuple[Clash, ...] = ()

    @property
    def key(self) -> str:
        """What tells the repair from the others of the same clash, until the programme changes."""
        parts = (self.kind, self.session, self.talk, self.other, self.room, str(self.position))
        return ":".join((*parts, self.starts_at.isoformat()))

    @property
    def minutes(self) -> int:
        """By how many minutes everything is moved, added up over the talks; a session counts as one with its talks."""
        talks = [shift for shift in self.shifts if shift.talk] if self.talk else ()
        return sum(abs(shift.minutes) for shift in talks) or abs(self.own_minutes)

    @property
    def own_minutes(self) -> int:
        """How much later the session or the talk itself starts; negative if it starts earlier."""
        own = [shift.minutes for shift in self.shifts if shift.talk == self.talk]
        return own[0] if own else 0

    @property
    def along(self) -> tuple[Shift, ...]:
        """The other talks of the session that start at another time."""
        return tuple(shift for shift in self.shifts if self.talk and shift.talk not in {self.talk, self.other})


@dataclass(frozen=True, slots=True)
class Move:
    """A repair that has not been judged yet, with the sessions as they would be."""

    repair: Repair
    sessions: tuple[SessionSlot, ...]


def repairs(
    clash: Clash,
    *,
    sessions: Sequence[SessionSlot],
    bookings: Iterable[Booking],
    site: Site,
    distinct: frozenset[PEOPLE] = frozenset(),
) -> tuple[Repair, ...]:
    """Return the best moves that mend the clash, within the day that `sessions` and `bookings` are of.

    Those that would make a clash that stops a publication are left out. The rest is ordered by new clashes, people to
    tell and minutes moved. A pinned talk and a break stay where they are, and so does what was approved of a forum.
    """
    day = _Day(sessions, bookings, site, distinct)
    found: dict[tuple[SessionSlot, ...], Repair] = {}
    for move in _moves(clash, day):
        judged = day.judged(move, clash)
        if judged is not None and move.sessions not in found:
            found[move.sessions] = judged
    best: list[Repair] = []
    for repair in sorted(found.values(), key=_cost):
        if sum(other.kind is repair.kind for other in best) < MOST_OF_A_KIND:
            best.append(repair)
    return tuple(best[:MOST_REPAIRS])


def for_hosts(found: Iterable[Repair], own: Collection[str]) -> tuple[Repair, ...]:
    """Return the repairs that a forum's hosts can apply: those of the talks of their own sessions, given by codes."""
    return tuple(
        repair
        for repair in found
        if repair.talk
        and repair.session in own
        and (repair.kind is not RepairKind.OTHER_SESSION or repair.other in own)
    )


def _cost(repair: Repair) -> tuple[int, int, int, int, str]:
    return len(repair.made), repair.told, repair.minutes, ORDER.index(repair.kind), repair.key


class _Day:
    """The bookings of one day, by what is looked up."""

    def __init__(
        self, sessions: Sequence[SessionSlot], bookings: Iterable[Booking], site: Site, distinct: frozenset[PEOPLE]
    ) -> None:
        self.site = site
        self.distinct = distinct
        self.sessions = {each.code: each for each in sessions if each.version is not Version.APPROVED}
        self.by_session: dict[str, list[Booking]] = defaultdict(list)
        self.by_resource: dict[tuple[Resource, str], list[Booking]] = defaultdict(list)
        self.alike: dict[str, set[str]] = defaultdict(set)
        for booking in bookings:
            self.by_resource[booking.resource, booking.key].append(booking)
            if booking.version is not Version.APPROVED:
                self.by_session[booking.session].append(booking)
            if booking.who is not None:
                self.alike[booking.who.sort or booking.who.name].add(booking.key)

    def name_of(self, room: str) -> Text:
        """Return the name of the room with this key; empty if there is none."""
        return self.site.rooms[room].name if room in self.site.rooms else NOTHING

    def judged(self, move: Move, clash: Clash) -> Repair | None:
        """Return the repair with its cost; None if it does not mend the clash, or makes one that is as bad."""
        changed = {session.code: session for session in move.sessions}
        old = [booking for code in changed for booking in self.by_session[code]]
        new = list(_rebooked(old, changed, self.site))
        before, after = self._clashes(old, new)
        if clash.mark in after:
            return None
        made = tuple(each for mark, each in after.items() if mark not in before)
        if any(each.stops_publication for each in made):
            return None
        return replace(
            move.repair,
            shifts=tuple(_shifts(self.sessions, changed)),
            told=len(_told(old, new)),
            made=made,
        )

    def _clashes(self, old: Sequence[Booking], new: Sequence[Booking]) -> tuple[dict[str, Clash], dict[str, Clash]]:
        """Return the clashes, by mark, of all whom the change concerns: before it and after it."""
        touched = {(booking.resource, booking.key) for booking in (*old, *new)}
        for booking in new:
            if booking.who is not None:
                others = self.alike[booking.who.sort or booking.who.name]
                touched |= {(Resource.PERSON, key) for key in others}
        there = [booking for key in touched for booking in self.by_resource.get(key, ())]
        gone = set(map(id, old))
        staying = [booking for booking in there if id(booking) not in gone]
        return self._marked(there), self._marked([*staying, *new])

    def _marked(self, bookings: Iterable[Booking]) -> dict[str, Clash]:
        return {clash.mark: clash for clash in clashes(bookings, self.site, distinct=self.distinct)}


def _rebooked(old: Iterable[Booking], changed: Mapping[str, SessionSlot], site: Site) -> Iterator[Booking]:
    """Yield the bookings of the changed sessions, for the same people."""
    yield from room_bookings(changed.values(), site)
    places = {talk.code: (session, talk) for session in changed.values() for talk in session.talks}
    for booking in old:
        if booking.resource is not Resource.PERSON:
            continue
        if booking.talk and booking.talk not in places:
            continue
        session, item = places[booking.talk] if booking.talk else (changed[booking.session],) * 2
        yield replace(
            booking,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            block=session.block,
            session=session.code,
            forum=session.forum,
            room=session.room,
            is_closed=session.is_closed,
        )


def _shifts(before: Mapping[str, SessionSlot], after: Mapping[str, SessionSlot]) -> Iterator[Shift]:
    starts = {talk.code: talk.starts_at for code in after for talk in before[code].talks}
    for session in after.values():
        was = before[session.code]
        if session.starts_at != was.starts_at:
            yield _shift(session.code, "", session.named, was.starts_at, session.starts_at)
        for talk in session.talks:
            if talk.starts_at != starts[talk.code]:
                yield _shift(session.code, talk.code, talk.title, starts[talk.code], talk.starts_at)


def _shift(session: str, talk: str, what: Text, before: datetime, after: datetime) -> Shift:
    return Shift(session=session, talk=talk, what=what, before=before, after=after)


def _told(old: Iterable[Booking], new: Iterable[Booking]) -> set[str]:
    """Return the keys of the people on stage whose times or rooms are different."""
    return {key for key, _, _, _ in _stage(old) ^ _stage(new)}


def _stage(bookings: Iterable[Booking]) -> set[tuple[str, str, datetime, str]]:
    return {
        (booking.key, booking.talk, booking.starts_at, booking.room)
        for booking in bookings
        if booking.resource is Resource.PERSON and booking.use is Use.STAGE
    }


def _moves(clash: Clash, day: _Day) -> Iterator[Move]:
    for end in clash.places:
        session = day.sessions.get(end.session)
        if session is None or end.version is Version.APPROVED:
            continue
        if clash.kind in ABOUT_TIMES:
            talk = next((talk for talk in session.talks if talk.code == end.talk), None)
            if talk is not None:
                yield from _moves_of_talk(session, talk, day)
            elif not end.talk:
                yield from _other_times(session, day)
        if clash.kind in ABOUT_ROOMS:
            yield from _other_rooms(session, day)
            yield from _swapped_rooms(session, day)


def _moves_of_talk(session: SessionSlot, talk: TalkSlot, day: _Day) -> Iterator[Move]:
    if talk.is_pinned or talk.is_break:
        return
    yield from _reordered(session, talk)
    yield from _swapped_talks(session, talk)
    yield from _into_other_sessions(session, talk, day)


def _reordered(session: SessionSlot, talk: TalkSlot) -> Iterator[Move]:
    items = _items(session)
    own = next(item for item in items if item.key == talk.key)
    for position in range(len(items)):
        arranged = _arranged(session, session.talks, inserted(items, own, position))
        if arranged is not None and arranged.talks != session.talks:
            repair = _repair_of_talk(RepairKind.REORDER, session, talk, arranged)
            yield Move(replace(repair, position=position), (arranged,))


def _swapped_talks(session: SessionSlot, talk: TalkSlot) -> Iterator[Move]:
    items = _items(session)
    at = session.talks.index(talk)
    for number, other in enumerate(session.talks):
        if number == at or other.is_pinned or other.is_break:
            continue
        order = list(items)
        order[at] = replace(items[number], pinned_at=items[at].pinned_at)
        order[number] = replace(items[at], pinned_at=items[number].pinned_at)
        arranged = _arranged(session, session.talks, order)
        if arranged is not None:
            repair = _repair_of_talk(RepairKind.SWAP_TALKS, session, talk, arranged)
            yield Move(replace(repair, other=other.code, other_what=other.title or session.named), (arranged,))


def _into_other_sessions(session: SessionSlot, talk: TalkSlot, day: _Day) -> Iterator[Move]:
    if session.forum is None:
        return
    left = replace(session, talks=tuple(each for each in session.talks if each.key != talk.key))
    own = Item(key=talk.key, length=talk.length)
    for other in day.sessions.values():
        if other.forum != session.forum or other.code == session.code or other.version is not session.version:
            continue
        taken = _arranged(other, (*other.talks, talk), (*_items(other), own))
        if taken is not None:
            repair = replace(
                _repair_of_talk(RepairKind.OTHER_SESSION, session, talk, taken),
                other=other.code,
                other_what=other.named,
                position=len(other.talks),
                room=other.room,
                room_name=day.name_of(other.room),
            )
            yield Move(repair, (left, taken))


def _repair_of_talk(kind: RepairKind, session: SessionSlot, talk: TalkSlot, arranged: SessionSlot) -> Repair:
    return Repair(
        kind=kind,
        session=session.code,
        talk=talk.code,
        what=talk.title or session.named,
        starts_at=next(each.starts_at for each in arranged.talks if each.key == talk.key),
    )


def _items(session: SessionSlot) -> list[Item]:
    """Return the running order; a talk that does not start when the one before ends keeps its time."""
    spans = [Placed(talk.key, Span(talk.starts_at, talk.ends_at)) for talk in session.talks]
    following = unpinned(session.starts_at, spans)
    return [
        Item(
            key=talk.key,
            length=talk.length,
            pinned_at=talk.starts_at if talk.is_pinned or talk.key not in following else None,
        )
        for talk in session.talks
    ]


def _arranged(session: SessionSlot, talks: Iterable[TalkSlot], order: Iterable[Item]) -> SessionSlot | None:
    """Return the session with these talks in this order; None if they do not fit into it, or move a break."""
    rows = {talk.key: talk for talk in talks}
    placed: list[TalkSlot] = []
    end = session.starts_at
    for each in computed(session.starts_at, order):
        talk, starts = rows[each.key], each.span.starts_at
        if starts < end or (talk.is_break and starts != talk.starts_at):
            return None
        end = each.span.ends_at
        placed.append(replace(talk, starts_at=starts, ends_at=end))
    return None if end > session.ends_at else replace(session, talks=tuple(placed))


def _other_times(session: SessionSlot, day: _Day) -> Iterator[Move]:
    """Yield the free times of the session's room that touch another session there, or begin and end the day."""
    there = [each for each in day.sessions.values() if each.room == session.room and each.code != session.code]
    if not session.room or any(talk.is_pinned for talk in session.talks):
        return
    first = min(each.starts_at for each in day.sessions.values())
    last = max(each.ends_at for each in day.sessions.values())
    length = session.ends_at - session.starts_at
    starts = {first, last - length, *(each.ends_at for each in there), *(each.starts_at - length for each in there)}
    for start in sorted(starts - {session.starts_at}, key=lambda start: abs(start - session.starts_at)):
        moved = session.moved(start - session.starts_at)
        is_free = all(each.ends_at <= moved.starts_at or each.starts_at >= moved.ends_at for each in there)
        if is_free and first <= moved.starts_at and moved.ends_at <= last:
            yield Move(_repair_of(RepairKind.OTHER_TIME, moved, day), (moved,))


def _other_rooms(session: SessionSlot, day: _Day) -> Iterator[Move]:
    for room in day.site.rooms.values():
        if room.key != session.room and _holds(room, session):
            moved = replace(session, room=room.key)
            yield Move(_repair_of(RepairKind.OTHER_ROOM, moved, day), (moved,))


def _swapped_rooms(session: SessionSlot, day: _Day) -> Iterator[Move]:
    own = day.site.rooms.get(session.room)
    if own is None:
        return
    for other in day.sessions.values():
        room = day.site.rooms.get(other.room)
        is_beside = other.starts_at < session.ends_at and session.starts_at < other.ends_at
        if room is None or room.key == own.key or not is_beside:
            continue
        if _holds(room, session) and _holds(own, other):
            moved, back = replace(session, room=room.key), replace(other, room=own.key)
            repair = replace(_repair_of(RepairKind.SWAP_ROOMS, moved, day), other=other.code, other_what=other.named)
            yield Move(repair, (moved, back))


def _holds(room: RoomFacts, session: SessionSlot) -> bool:
    needs = {*session.needs, *(need for talk in session.talks for need in talk.needs)}
    has_seats = room.capacity is None or room.capacity >= session.expected
    return has_seats and needs <= room.equipment


def _repair_of(kind: RepairKind, moved: SessionSlot, day: _Day) -> Repair:
    return Repair(
        kind=kind,
        session=moved.code,
        what=moved.named,
        room=moved.room,
        room_name=day.name_of(moved.room),
        starts_at=moved.starts_at,
    )
