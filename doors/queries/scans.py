"""Scans that are there already, and what follows from them about one person."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from doors.models import Checkpoint, Device, Scan, ScanRecord
from doors.queries.rows import row_reader
from doors.rules.admission import Direction, Verdict
from doors.rules.scans import Movement


def known_scans(uuids: Collection[UUID], delegates: Collection[int], *, since: datetime) -> list[Scan]:
    """The scans with these UUIDs, and all of these people since an instant; in order of time, in one statement."""
    rows = Scan.objects.filter(Q(uuid__in=uuids) | Q(delegate__in=delegates, effective_at__gte=since))
    return list(
        rows.select_related("device", "checkpoint")
        .only(*_SCAN, "device__name", "checkpoint__room")
        .order_by("effective_at", "pk")
    )


_SCAN = tuple(field.name for field in Scan._meta.concrete_fields if field.name != "note")


class ScanRow(NamedTuple):
    """A scan without its note, with its device's name and its checkpoint's room."""

    id: int
    uuid: UUID
    record: str
    attempt_id: int | None
    conference_id: int
    checkpoint_id: int
    device_id: int | None
    credential_id: int | None
    delegate_id: int | None
    direction: str
    day: date
    prefix: str
    verdict: str
    reason: str
    local_verdict: str
    local_reason: str
    is_online: bool
    is_practice: bool
    is_quarantined: bool
    content_hash: str
    device_at: datetime
    effective_at: datetime
    received_at: datetime
    details: dict[str, object]
    scanner: str | None
    room: int | None


scan_row = row_reader(ScanRow)
"""Make a ScanRow of a JSON object."""

_JOINED = ("scanner", "room")
_COLUMNS = tuple(name for name in ScanRow._fields if name not in _JOINED)


def scan_in(row: ScanRow) -> Scan:
    """Return the scan of this row, with its device's name and its checkpoint's room already there."""
    scan = Scan.from_db(None, _COLUMNS, [getattr(row, name) for name in _COLUMNS])
    scan.checkpoint = Checkpoint.from_db(None, ("id", "room_id"), (row.checkpoint_id, row.room))
    if row.device_id is not None:
        scan.device = Device.from_db(None, ("id", "name"), (row.device_id, row.scanner))
    return scan


def movements_of(scans: Collection[Scan]) -> dict[int, list[Movement]]:
    """By person, every time somebody was let through: `ScanQuerySet.admitted`, of scans that are already read."""
    followers: dict[int, list[Scan]] = {}
    for scan in scans:
        if scan.attempt_id is not None and not scan.is_quarantined:
            followers.setdefault(scan.attempt_id, []).append(scan)
    found: dict[int, list[Movement]] = {}
    for scan in scans:
        if scan.delegate_id is not None and was_admitted(scan, followers.get(scan.pk, [])):
            found.setdefault(scan.delegate_id, []).append(movement(scan))
    return found


def was_admitted(scan: Scan, followers: Collection[Scan]) -> bool:
    """Whether this is an attempt by which somebody went through, as its followers (in order of time) have it."""
    said = {follower.record: follower.verdict for follower in followers}
    if scan.record != ScanRecord.ATTEMPT or scan.is_practice or scan.is_quarantined or ScanRecord.VOID in said:
        return False
    alone = "" if scan.is_online else scan.local_verdict
    word = said.get(ScanRecord.OVERRIDE) or said.get(ScanRecord.SHOWN) or alone or scan.verdict
    return word == Verdict.ADMIT


def movement(scan: Scan) -> Movement:
    """An attempt as a movement; its device and checkpoint are already read."""
    return Movement(
        uuid=scan.uuid,
        at=scan.effective_at,
        checkpoint=scan.checkpoint_id,
        room=scan.checkpoint.room_id,
        direction=Direction(scan.direction),
        scanner=scan.device.name if scan.device else "",
        device=scan.device_id or 0,
    )
