"""Stored scans, and the movements of people that follow from them."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Prefetch, Q, prefetch_related_objects

from doors.models import Checkpoint, Device, Scan
from doors.queries.rows import row_reader
from doors.rules.admission import Direction
from doors.rules.scans import AttemptFacts, FollowerFacts, Movement, RecordKind, was_admitted


def known_scans(uuids: Collection[UUID], delegates: Collection[int], *, since: datetime) -> list[Scan]:
    """Return the scans with these UUIDs, and those of these delegates since an instant, by time.

    Two queries, one for each index, and two for devices and checkpoints. In one query, SQLite may begin at the
    checkpoints, of which there are few, and read every scan there.
    """
    asked = (Q(uuid__in=uuids), Q(delegate__in=delegates, effective_at__gte=since))
    rows = Scan.objects.only(*_SCAN).order_by()
    found = {scan.pk: scan for condition in asked for scan in rows.filter(condition)}
    scans = sorted(found.values(), key=lambda scan: (scan.effective_at, scan.pk))
    prefetch_related_objects(scans, *_JOINED_ROWS)
    return scans


_JOINED_ROWS = (
    Prefetch("device", queryset=Device.objects.only("name").order_by()),
    Prefetch("checkpoint", queryset=Checkpoint.objects.only("room").order_by()),
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
    has_doubtful_time: bool
    content_hash: str
    device_at: datetime
    effective_at: datetime
    received_at: datetime
    details: dict[str, object]
    scanner: str | None
    room: int | None


scan_row = row_reader(ScanRow)
"""Make a ScanRow from a JSON object of the door's function."""

_JOINED = ("scanner", "room")
_COLUMNS = tuple(name for name in ScanRow._fields if name not in _JOINED)


def scan_in(row: ScanRow) -> Scan:
    """Return the scan of this row, with its device's name and its checkpoint's room loaded."""
    scan = Scan.from_db(None, _COLUMNS, [getattr(row, name) for name in _COLUMNS])
    scan.checkpoint = Checkpoint.from_db(None, ("id", "room_id"), (row.checkpoint_id, row.room))
    if row.device_id is not None:
        scan.device = Device.from_db(None, ("id", "name"), (row.device_id, row.scanner))
    return scan


def movements_of(scans: Collection[Scan]) -> dict[int, list[Movement]]:
    """Return who was let through where, by key of the delegate, in the order of the scans.

    The scans hold the attempts and their followers, in order of time.
    """
    followers: dict[int, list[Scan]] = {}
    for scan in scans:
        if scan.attempt_id is not None:
            followers.setdefault(scan.attempt_id, []).append(scan)
    found: dict[int, list[Movement]] = {}
    for scan in scans:
        if scan.delegate_id is not None and went_through(scan, followers.get(scan.pk, ())):
            found.setdefault(scan.delegate_id, []).append(movement(scan))
    return found


def went_through(scan: Scan, followers: Iterable[Scan] = ()) -> bool:
    """Return whether this is an attempt that let somebody through, given its followers in order of time."""
    if scan.record != RecordKind.ATTEMPT:
        return False
    facts = AttemptFacts(
        verdict=scan.verdict,
        local_verdict=scan.local_verdict,
        is_known=scan.delegate_id is not None,
        is_online=scan.is_online,
        is_practice=scan.is_practice,
        is_quarantined=scan.is_quarantined,
        followers=[
            FollowerFacts(kind=RecordKind(each.record), verdict=each.verdict, is_quarantined=each.is_quarantined)
            for each in followers
        ],
    )
    return was_admitted(facts)


def movement(scan: Scan) -> Movement:
    """Return an attempt as a movement. Its device and checkpoint must be loaded."""
    return Movement(
        uuid=scan.uuid,
        at=scan.effective_at,
        checkpoint=scan.checkpoint_id,
        room=scan.checkpoint.room_id,
        direction=Direction(scan.direction),
        scanner=scan.device.name if scan.device else "",
        device=scan.device_id or 0,
    )
