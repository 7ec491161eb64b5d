"""Bookings, sessions and talks as plain values, in minutes after nine."""

from datetime import UTC, datetime, timedelta

from events.rules.bookings import Booking, Clash, Resource, Use, Who
from events.rules.site import RoomFacts
from events.rules.slots import SessionSlot, TalkSlot
from toolkit.text import Text

NINE = datetime(2027, 4, 16, 9, tzinfo=UTC)


def at(minute: int) -> datetime:
    return NINE + timedelta(minutes=minute)


def booking(
    start: int, end: int, *, key: str = "hall", block: str = "", session: str = "", **fields: object
) -> Booking:
    """Return a booking of a room. It has a block and a session of its own unless they are given."""
    own = block or f"{start}-{end}-{key}"
    values: dict[str, object] = {"resource": Resource.ROOM, "what": Text(en=f"{start}-{end}")} | fields
    return Booking(
        key=key,
        label=Text(en="Hall"),
        starts_at=at(start),
        ends_at=at(end),
        block=own,
        session=session or own,
        **values,  # type: ignore[arg-type]  # the fields of a booking
    )


def on_stage(start: int, end: int, **fields: object) -> Booking:
    """Return a booking of a person."""
    return booking(start, end, **{"key": "lin", "resource": Resource.PERSON, **fields})  # type: ignore[arg-type]  # as above


def away(start: int, end: int, *, key: str = "lin") -> Booking:
    """Return an absence of a person."""
    return booking(start, end, key=key, resource=Resource.PERSON, block="away", use=Use.AWAY)


def somebody(key: str = "lin", name: str = "林知远", *, at_zh: str = "", at_en: str = "", sort: str = "lin") -> Who:
    """Return a person."""
    return Who(key=key, code=key, name=name, sort=sort, affiliation=Text(at_zh, at_en))


def a_room_of(key: str, seats: int | None = None, *equipment: str, floor: str = "3F", venue: str = "") -> RoomFacts:
    """Return a room that is named like its key."""
    has = frozenset(equipment)
    return RoomFacts(key=key, name=Text(en=key), floor=floor, venue=venue, capacity=seats, equipment=has)


def talk_slot(code: str, start: int, end: int, **fields: object) -> TalkSlot:
    """Return a talk. Its key is computed from its code."""
    values: dict[str, object] = {"key": sum(map(ord, code)), "title": Text(en=code)} | fields
    return TalkSlot(code=code, starts_at=at(start), ends_at=at(end), **values)  # type: ignore[arg-type]  # as above


def session_slot(code: str, start: int, end: int, *talks: TalkSlot, room: str = "", **fields: object) -> SessionSlot:
    """Return a session with these talks."""
    named = Text(en=f"Session {code}")
    values: dict[str, object] = {"key": sum(map(ord, code)), "title": named, "named": named} | fields
    times = {"starts_at": at(start), "ends_at": at(end)}
    return SessionSlot(code=code, room=room, talks=talks, **times, **values)  # type: ignore[arg-type]  # as above


def pairs(found: tuple[Clash, ...]) -> list[tuple[str, ...]]:
    """Return what clashes, in words."""
    return [tuple(each.what.en for each in clash.bookings) for clash in found]
