"""A device, and what its doors ask."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from doors.models import Device
from doors.rules.admission import CheckpointKind, CheckpointRule, Direction, DoorDirection, SessionList
from doors.rules.doordays import Calendar, windows
from events.rules.programme import SessionAccess
from toolkit.text import Text

LISTS = {
    SessionAccess.INVITATION.value: SessionList.INVITED,
    SessionAccess.SIGN_UP.value: SessionList.PLACES,
}


DEVICES = 1000
"""So many devices' doors are kept ready in a process."""


@dataclass(frozen=True, kw_only=True)
class Door:
    """A checkpoint as its devices need it; `rule` is what it asks."""

    key: int
    code: str
    name: Text
    direction: str
    room: int | None
    session: int | None
    rule: CheckpointRule

    def leads(self, direction: Direction) -> bool:
        """Whether one may pass it this way."""
        return self.direction in {DoorDirection.BOTH.value, direction.value}


@dataclass(frozen=True, kw_only=True)
class Pass:
    """A device, and the doors that it may stand at."""

    key: int
    code: str
    name: str
    conference: int
    calendar: Calendar
    is_revoked: bool
    last_seen_at: datetime | None
    doors: dict[str, Door]


class PassRow(NamedTuple):
    """A device with one of its doors and one of the categories that this admits; the door's part may be empty."""

    device: int
    code: str
    name: str
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


# Plain columns, in the order of a PassRow: naming each by an annotation costs more than the query itself.
_COLUMNS = (
    "id",
    "code",
    "name",
    "revoked_at",
    "conference",
    "conference__timezone",
    "conference__day_starts_at",
    "conference__starts_on",
    "conference__ends_on",
    "checkpoints",
    "checkpoints__code",
    "checkpoints__name_zh",
    "checkpoints__name_en",
    "checkpoints__kind",
    "checkpoints__direction",
    "checkpoints__room",
    "checkpoints__session",
    "checkpoints__session__access",
    "checkpoints__opens_at",
    "checkpoints__closes_at",
    "checkpoints__re_entry",
    "checkpoints__capacity",
    "checkpoints__position",
    "checkpoints__is_active",
    "checkpoints__categories__code",
)


def pass_of(key_hash: str) -> Pass | None:
    """The device with this key and all that its doors ask, in one statement."""
    rows = list(Device.objects.filter(key_hash=key_hash).order_by().values_list("last_seen_at", *_COLUMNS))
    if not rows:
        return None
    return replace(_pass([PassRow(*row[1:]) for row in rows]), last_seen_at=rows[0][0])


@lru_cache(maxsize=DEVICES)
def pass_in(rows: str) -> Pass:
    """The device that these rows, as a list in JSON, tell of; made once for the same rows. Without `last_seen_at`."""
    return _pass([PassRow._make(_with_times(values)) for values in json.loads(rows)])


_TIMES = {
    PassRow._fields.index(name): read
    for name, read in {
        "revoked_at": datetime.fromisoformat,
        "day_starts_at": time.fromisoformat,
        "starts_on": date.fromisoformat,
        "ends_on": date.fromisoformat,
        "opens_at": datetime.fromisoformat,
        "closes_at": datetime.fromisoformat,
    }.items()
}


def _with_times(values: Sequence[object]) -> Iterable[object]:
    return (
        _TIMES[place](value) if place in _TIMES and isinstance(value, str) else value
        for place, value in enumerate(values)
    )


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
