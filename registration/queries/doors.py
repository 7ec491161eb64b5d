"""A device, and what its doors ask."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypedDict
from zoneinfo import ZoneInfo

from django.db.models import F

from events.rules.programme import SessionAccess
from portal.toolkit.text import Text
from registration.models import Device
from registration.models.door import Direction as DoorDirection
from registration.rules.admission import (
    CheckpointRule,
    Direction,
    DoorKind,
    SessionList,
)
from registration.rules.doordays import Calendar, windows

LISTS = {
    SessionAccess.INVITATION.value: SessionList.INVITED,
    SessionAccess.SIGN_UP.value: SessionList.PLACES,
}


@dataclass(frozen=True, kw_only=True)
class Door:
    """A checkpoint as its devices need it."""

    key: int
    code: str
    name: Text
    kind: DoorKind
    direction: str
    room: int | None
    session: int | None
    session_list: SessionList
    opens_at: datetime | None
    closes_at: datetime | None
    re_entry: bool
    capacity: int | None
    position: int
    categories: frozenset[str] | None

    def leads(self, direction: Direction) -> bool:
        """Whether one may pass it this way."""
        return self.direction in {DoorDirection.BOTH.value, direction.value}

    def rule(self, calendar: Calendar) -> CheckpointRule:
        """What the door asks."""
        return CheckpointRule(
            kind=self.kind,
            categories=self.categories,
            session_list=self.session_list,
            hours=windows(calendar, opens_at=self.opens_at, closes_at=self.closes_at),
            re_entry=self.re_entry,
            exits_counted=self.direction != DoorDirection.IN.value,
            capacity=self.capacity,
        )


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


class _PassRow(TypedDict):
    pk: int
    code: str
    name: str
    revoked_at: datetime | None
    last_seen_at: datetime | None
    conference_id: int
    zone: str
    day_starts_at: time
    starts_on: date
    ends_on: date
    door_key: int | None
    door_code: str
    name_zh: str
    name_en: str
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


_PASS = {
    "zone": F("conference__timezone"),
    "day_starts_at": F("conference__day_starts_at"),
    "starts_on": F("conference__starts_on"),
    "ends_on": F("conference__ends_on"),
    "door_key": F("checkpoints__pk"),
    "door_code": F("checkpoints__code"),
    "name_zh": F("checkpoints__name_zh"),
    "name_en": F("checkpoints__name_en"),
    "kind": F("checkpoints__kind"),
    "direction": F("checkpoints__direction"),
    "room": F("checkpoints__room_id"),
    "session": F("checkpoints__session_id"),
    "session_access": F("checkpoints__session__access"),
    "opens_at": F("checkpoints__opens_at"),
    "closes_at": F("checkpoints__closes_at"),
    "re_entry": F("checkpoints__re_entry"),
    "capacity": F("checkpoints__capacity"),
    "position": F("checkpoints__position"),
    "is_active": F("checkpoints__is_active"),
    "category": F("checkpoints__categories__code"),
}


def pass_of(key_hash: str) -> Pass | None:
    """The device with this key and all that its doors ask, in one statement."""
    plain = ("pk", "code", "name", "revoked_at", "last_seen_at", "conference_id")
    rows: list[_PassRow] = list(Device.objects.filter(key_hash=key_hash).order_by().values(*plain, **_PASS))
    if not rows:
        return None
    row = rows[0]
    return Pass(
        key=row["pk"],
        code=row["code"],
        name=row["name"],
        conference=row["conference_id"],
        calendar=Calendar(
            zone=ZoneInfo(row["zone"]),
            day_starts_at=row["day_starts_at"],
            starts_on=row["starts_on"],
            ends_on=row["ends_on"],
        ),
        is_revoked=row["revoked_at"] is not None,
        last_seen_at=row["last_seen_at"],
        doors=_doors(rows),
    )


def _doors(rows: list[_PassRow]) -> dict[str, Door]:
    categories: dict[str, set[str]] = {}
    firsts: dict[str, _PassRow] = {}
    for row in rows:
        if row["door_key"] is None or not row["is_active"]:
            continue
        firsts.setdefault(row["door_code"], row)
        if row["category"] is not None:
            categories.setdefault(row["door_code"], set()).add(row["category"])
    in_order = sorted(firsts.values(), key=lambda row: (row["position"], row["door_key"]))
    return {row["door_code"]: _door(row, categories.get(row["door_code"])) for row in in_order}


def _door(row: _PassRow, categories: set[str] | None) -> Door:
    return Door(
        key=row["door_key"] or 0,
        code=row["door_code"],
        name=Text(zh=row["name_zh"], en=row["name_en"]),
        kind=DoorKind(row["kind"]),
        direction=row["direction"],
        room=row["room"],
        session=row["session"],
        session_list=LISTS.get(row["session_access"] or "", SessionList.NONE),
        opens_at=row["opens_at"],
        closes_at=row["closes_at"],
        re_entry=row["re_entry"],
        capacity=row["capacity"],
        position=row["position"],
        categories=None if categories is None else frozenset(categories),
    )
