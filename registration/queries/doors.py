"""A device, and what its doors ask."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypedDict
from zoneinfo import ZoneInfo

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
    id: int
    code: str
    name: str
    revoked_at: datetime | None
    last_seen_at: datetime | None
    conference: int
    conference__timezone: str
    conference__day_starts_at: time
    conference__starts_on: date
    conference__ends_on: date
    checkpoints: int | None
    checkpoints__code: str
    checkpoints__name_zh: str
    checkpoints__name_en: str
    checkpoints__kind: str
    checkpoints__direction: str
    checkpoints__room: int | None
    checkpoints__session: int | None
    checkpoints__session__access: str | None
    checkpoints__opens_at: datetime | None
    checkpoints__closes_at: datetime | None
    checkpoints__re_entry: bool
    checkpoints__capacity: int | None
    checkpoints__position: int
    checkpoints__is_active: bool
    checkpoints__categories__code: str | None


# Plain columns: naming each by an annotation costs more than the query itself.
_PASS = tuple(_PassRow.__annotations__)


def pass_of(key_hash: str) -> Pass | None:
    """The device with this key and all that its doors ask, in one statement."""
    rows: list[_PassRow] = list(Device.objects.filter(key_hash=key_hash).order_by().values(*_PASS))
    if not rows:
        return None
    row = rows[0]
    return Pass(
        key=row["id"],
        code=row["code"],
        name=row["name"],
        conference=row["conference"],
        calendar=Calendar(
            zone=ZoneInfo(row["conference__timezone"]),
            day_starts_at=row["conference__day_starts_at"],
            starts_on=row["conference__starts_on"],
            ends_on=row["conference__ends_on"],
        ),
        is_revoked=row["revoked_at"] is not None,
        last_seen_at=row["last_seen_at"],
        doors=_doors(rows),
    )


def _doors(rows: list[_PassRow]) -> dict[str, Door]:
    categories: dict[str, set[str]] = {}
    firsts: dict[str, _PassRow] = {}
    for row in rows:
        if row["checkpoints"] is None or not row["checkpoints__is_active"]:
            continue
        firsts.setdefault(row["checkpoints__code"], row)
        if row["checkpoints__categories__code"] is not None:
            categories.setdefault(row["checkpoints__code"], set()).add(row["checkpoints__categories__code"])
    in_order = sorted(firsts.values(), key=lambda row: (row["checkpoints__position"], row["checkpoints"]))
    return {row["checkpoints__code"]: _door(row, categories.get(row["checkpoints__code"])) for row in in_order}


def _door(row: _PassRow, categories: set[str] | None) -> Door:
    return Door(
        key=row["checkpoints"] or 0,
        code=row["checkpoints__code"],
        name=Text(zh=row["checkpoints__name_zh"], en=row["checkpoints__name_en"]),
        kind=DoorKind(row["checkpoints__kind"]),
        direction=row["checkpoints__direction"],
        room=row["checkpoints__room"],
        session=row["checkpoints__session"],
        session_list=LISTS.get(row["checkpoints__session__access"] or "", SessionList.NONE),
        opens_at=row["checkpoints__opens_at"],
        closes_at=row["checkpoints__closes_at"],
        re_entry=row["checkpoints__re_entry"],
        capacity=row["checkpoints__capacity"],
        position=row["checkpoints__position"],
        categories=None if categories is None else frozenset(categories),
    )
