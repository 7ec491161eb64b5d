"""Requests of a forum's hosts for changes of what the centre has locked: their shape, and whether they still fit."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from events.rules.programme import day_of
from events.rules.spans import Span
from toolkit.jsonable import Jsonable


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomValue:
    """The rooms of the sessions asked about, each once, as primary keys; None for no room yet."""

    rooms: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayValue:
    """The days of the sessions asked about, each once."""

    days: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimesValue:
    """The times of one session."""

    starts_at: datetime
    ends_at: datetime

    @property
    def span(self) -> Span:
        """The time between them."""
        return Span(self.starts_at, self.ends_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleValue:
    """The title of a forum or a session."""

    title_zh: str
    title_en: str


PlaceValue = RoomValue | DayValue | TimesValue
Value = PlaceValue | TitleValue
_VALUE: TypeAdapter[Value] = TypeAdapter(Value)


def stored(value: Value) -> dict[str, Jsonable]:
    """Return a value as JSON."""
    written: dict[str, Jsonable] = _VALUE.dump_python(value, mode="json")
    return written


def read(written: Mapping[str, Jsonable]) -> Value:
    """Return the value that `stored` has written; raise pydantic's ValidationError for anything else."""
    return _VALUE.validate_json(json.dumps(written))


def mark_of(value: Value) -> str:
    """Return a short text that differs for different values: what a page sends back of the value it showed."""
    return hashlib.sha256(json.dumps(stored(_instant(value)), sort_keys=True).encode()).hexdigest()[:16]


def _instant(value: Value) -> Value:
    """Return times in UTC, so that the zone they are written in makes no difference."""
    if not isinstance(value, TimesValue):
        return value
    utc = ZoneInfo("UTC")
    return TimesValue(starts_at=value.starts_at.astimezone(utc), ends_at=value.ends_at.astimezone(utc))


class RequestFault(StrEnum):
    """Why something cannot be asked for."""

    NOTHING_CHANGES = "nothing_changes"
    NO_TITLE = "no_title"
    NO_SESSION = "no_session"
    SEVERAL_DAYS = "several_days"
    """The forum's sessions are on several days, so that one of them has to be chosen."""
    ALREADY_ASKED = "already_asked"


def fault_of(wanted: Value, *, seen: Value | None) -> RequestFault | None:
    """Return why a value cannot be asked for instead of the present one, or None if it can.

    `seen` is None if there is no session whose value could be changed.
    """
    if seen is None:
        return RequestFault.NO_SESSION
    if isinstance(wanted, TitleValue) and not (wanted.title_zh or wanted.title_en):
        return RequestFault.NO_TITLE
    if isinstance(seen, DayValue) and len(seen.days) > 1:
        return RequestFault.SEVERAL_DAYS
    return RequestFault.NOTHING_CHANGES if wanted == seen else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Where and when a session takes place; `session` and `room` are primary keys."""

    session: int
    room: int | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """How instants are counted as days of a conference."""

    zone: ZoneInfo
    day_starts_at: time

    def of(self, instant: datetime) -> date:
        """Return the conference day of an instant."""
        return day_of(instant, zone=self.zone, day_starts_at=self.day_starts_at)

    def moved(self, span: Span, day: date) -> Span:
        """Return the span at the same times of the clock on another day."""
        shift = day - self.of(span.starts_at)
        return Span(self._shifted(span.starts_at, shift), self._shifted(span.ends_at, shift))

    def _shifted(self, instant: datetime, shift: timedelta) -> datetime:
        return (instant.astimezone(self.zone).replace(tzinfo=None) + shift).replace(tzinfo=self.zone)


def present(slots: Sequence[Slot], wanted: PlaceValue, *, days: Days) -> PlaceValue | None:
    """Return the present value of what `wanted` is about, of sessions in order of time; None without any session."""
    if not slots:
        return None
    if isinstance(wanted, RoomValue):
        return RoomValue(rooms=tuple(dict.fromkeys(slot.room for slot in slots)))
    if isinstance(wanted, DayValue):
        return DayValue(days=tuple(dict.fromkeys(days.of(slot.span.starts_at) for slot in slots)))
    return TimesValue(starts_at=slots[0].span.starts_at, ends_at=slots[0].span.ends_at)


def granted(slots: Sequence[Slot], wanted: PlaceValue, *, days: Days) -> tuple[Slot, ...]:
    """Return where and when the sessions would take place if the request were granted."""
    if isinstance(wanted, RoomValue):
        return tuple(replace(slot, room=wanted.rooms[0]) for slot in slots)
    if isinstance(wanted, DayValue):
        return tuple(replace(slot, span=days.moved(slot.span, wanted.days[0])) for slot in slots)
    return tuple(replace(slot, span=wanted.span) for slot in slots)


def in_the_way(wanted: Iterable[Slot], others: Iterable[Slot]) -> tuple[Slot, ...]:
    """Return those of the others that would share a room and a time with a wanted slot."""
    asked = list(wanted)
    return tuple(other for other in others if any(_collide(slot, other) for slot in asked))


def _collide(one: Slot, other: Slot) -> bool:
    if one.session == other.session or one.room is None or one.room != other.room:
        return False
    return not one.span.is_empty and not other.span.is_empty and one.span.overlaps(other.span)


class Repair(StrEnum):
    """A way to grant a request although a room is taken."""

    SWAP_ROOMS = "swap_rooms"
    OTHER_ROOM = "other_room"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a request is granted: the slots of all sessions that would change, in a room each that is free.

    `others` are the sessions of other hosts that would move, `room` the room that was not asked for.
    """

    repair: Repair
    slots: tuple[Slot, ...]
    others: tuple[int, ...] = ()
    room: int | None = None


def ways_out(
    before: Sequence[Slot], wanted: Sequence[Slot], others: Sequence[Slot], *, seats: Mapping[int, int | None]
) -> tuple[Way, ...]:
    """Return how a request whose rooms are taken can still be granted, best first; `seats` are those of all rooms.

    Rooms are swapped if the sessions in the way fit into the room that is left. Otherwise the smallest free room is
    taken that has as many seats as the present one.
    """
    blocking = in_the_way(wanted, others)
    if not blocking:
        return ()
    found = (_swap(before, wanted, blocking, others), _other_room(before, wanted, others, seats=seats))
    return tuple(way for way in found if way)


def _swap(
    before: Sequence[Slot], wanted: Sequence[Slot], blocking: Sequence[Slot], others: Sequence[Slot]
) -> Way | None:
    left = {slot.room for slot in before}
    if len(left) != 1 or None in left or left == {slot.room for slot in wanted}:
        return None
    moved = tuple(replace(slot, room=before[0].room) for slot in blocking)
    away = {slot.session for slot in blocking}
    staying = [slot for slot in others if slot.session not in away]
    if in_the_way(moved, [*staying, *wanted]) or in_the_way(wanted, staying):
        return None
    return Way(repair=Repair.SWAP_ROOMS, slots=(*wanted, *moved), others=tuple(slot.session for slot in blocking))


def _other_room(
    before: Sequence[Slot], wanted: Sequence[Slot], others: Sequence[Slot], *, seats: Mapping[int, int | None]
) -> Way | None:
    needed = max((seats.get(slot.room) or 0 for slot in before if slot.room is not None), default=0)
    not_these = {slot.room for slot in (*before, *wanted)}
    for room, _size in sorted(seats.items(), key=lambda entry: (entry[1] or 0, entry[0])):
        placed = tuple(replace(slot, room=room) for slot in wanted)
        if room not in not_these and (seats[room] or 0) >= needed and not in_the_way(placed, others):
            return Way(repair=Repair.OTHER_ROOM, slots=placed, room=room)
    return None
