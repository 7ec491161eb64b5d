"""Devices with the rules of their checkpoints."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from doors.models import Device
from doors.queries.rows import row_reader
from doors.rules.admission import CheckpointKind, CheckpointRule, Direction, DoorDirection, SessionList
from doors.rules.doordays import Calendar, windows
from events.rules.programme import SessionAccess
from toolkit.text import Text

LISTS = {
    SessionAccess.INVITATION.value: SessionList.INVITED,
    SessionAccess.SIGN_UP.value: SessionList.PLACES,
}


DEVICES = 1000
"""Devices whose doors a process keeps ready."""


@dataclass(frozen=True, kw_only=True)
class Door:
    """A checkpoint as devices need it."""

    key: int
    code: str
    name: Text
    direction: str
    room: int | None
    session: int | None
    rule: CheckpointRule

    def leads(self, direction: Direction) -> bool:
        """Return whether people may pass it this way."""
        return self.direction in {DoorDirection.BOTH.value, direction.value}


@dataclass(frozen=True, kw_only=True)
class Pass:
    """A device with its checkpoints, by code."""

    key: int
    code: str
    name: str
    conference: int
    calendar: Calendar
    paired_at: datetime
    is_revoked: bool
    last_seen_at: datetime | None
    doors: dict[str, Door]


class PassRow(NamedTuple):
    """A device with one of its checkpoints and one of the categories that this admits; either may be missing."""

    device: int
    code: str
    name: str
    paired_at: datetime
    revoked_at: datetime | None
    conference: int
    timezone: str
    day_starts_at: time
    starts_on: date
    ends_on: date
    door: int | None
    door_code: str
    door_name_zh: str
    door_name_en: str
    kind: str
    direction: str
    room: int | None
    session: int | None
    session_access: str | None
    opens_at: datetime | None
    closes_at: datetime | None
    re_entry: bool
    capacity: int | None
    position: int
    is_active: bool
    category: str | None


# Field of PassRow -> column. Annotating each field with its name would cost more than the query itself.
COLUMNS = {
    "device": "id",
    "code": "code",
    "name": "name",
    "paired_at": "paired_at",
    "revoked_at": "revoked_at",
    "conference": "conference",
    "timezone": "conference__timezone",
    "day_starts_at": "conference__day_starts_at",
    "starts_on": "conference__starts_on",
    "ends_on": "conference__ends_on",
    "door": "checkpoints",
    "door_code": "checkpoints__code",
    "door_name_zh": "checkpoints__name_zh",
    "door_name_en": "checkpoints__name_en",
    "kind": "checkpoints__kind",
    "direction": "checkpoints__direction",
    "room": "checkpoints__room",
    "session": "checkpoints__session",
    "session_access": "checkpoints__session__access",
    "opens_at": "checkpoints__opens_at",
    "closes_at": "checkpoints__closes_at",
    "re_entry": "checkpoints__re_entry",
    "capacity": "checkpoints__capacity",
    "position": "checkpoints__position",
    "is_active": "checkpoints__is_active",
    "category": "checkpoints__categories__code",
}


def pass_of(key_hash: str) -> Pass | None:
    """Return the device with this key and its checkpoints, in one query; None if there is none."""
    rows = list(Device.objects.filter(key_hash=key_hash).order_by().values_list("last_seen_at", *COLUMNS.values()))
    if not rows:
        return None
    device = _pass([PassRow(**dict(zip(COLUMNS, columns, strict=True))) for _last_seen_at, *columns in rows])
    return replace(device, last_seen_at=rows[0][0])


_read = row_reader(PassRow)


@lru_cache(maxsize=DEVICES)
def pass_in(rows: str) -> Pass:
    """Return the device that these rows describe: PassRows as a JSON list of objects. Without `last_seen_at`.

    The text itself is the key of the cache, so a device or a door that was changed is never taken for what it was.
    """
    return _pass([_read(values) for values in json.loads(rows)])


def _pass(rows: Sequence[PassRow]) -> Pass:
    row = rows[0]
    calendar = Calendar(
        zone=ZoneInfo(row.timezone), day_starts_at=row.day_starts_at, starts_on=row.starts_on, ends_on=row.ends_on
    )
    return Pass(
        key=row.device,
        code=row.code,
        name=row.name,
        conference=row.conference,
        calendar=calendar,
        paired_at=row.paired_at,
        is_revoked=row.revoked_at is not None,
        last_seen_at=None,
        doors=_doors(rows, calendar),
    )


def _doors(rows: Iterable[PassRow], calendar: Calendar) -> dict[str, Door]:
    categories: dict[str, set[str]] = {}
    firsts: dict[str, PassRow] = {}
    for row in rows:
        if row.door is None or not row.is_active:
            continue
        firsts.setdefault(row.door_code, row)
        if row.category is not None:
            categories.setdefault(row.door_code, set()).add(row.category)
    in_order = sorted(firsts.values(), key=lambda row: (row.position, row.door))
    return {row.door_code: _door(row, categories.get(row.door_code), calendar) for row in in_order}


def _door(row: PassRow, categories: set[str] | None, calendar: Calendar) -> Door:
    rule = CheckpointRule(
        kind=CheckpointKind(row.kind),
        categories=None if categories is None else frozenset(categories),
        session_list=LISTS.get(row.session_access or "", SessionList.NONE),
        hours=windows(calendar, opens_at=row.opens_at, closes_at=row.closes_at),
        re_entry=row.re_entry,
        exits_counted=row.direction != DoorDirection.IN.value,
        capacity=row.capacity,
    )
    return Door(
        key=row.door or 0,
        code=row.door_code,
        name=Text(zh=row.door_name_zh, en=row.door_name_en),
        direction=row.direction,
        room=row.room,
        session=row.session,
        rule=rule,
    )
