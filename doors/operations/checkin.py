"""Recording what devices saw at checkpoints, and deciding who is let through."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from doors.access import UnknownDevice
from doors.models import Device, DoorDay
from doors.operations.batches import Batch
from doors.operations.doordays import complete_prefixes
from doors.queries.doors import Pass
from doors.queries.presence import people_inside
from doors.queries.presented import Presented, Wanted, presented
from doors.rules.scans import Answer, Attempt, Reading, Record, effective_time
from toolkit.turns import in_turn

SEEN_EVERY = timedelta(seconds=30)
"""How long a device's last contact is taken as current."""
LONGEST_DAY = timedelta(hours=26)
"""Longer than any event day, also where clocks are put back: a person's earlier scans of the day lie within it."""


@dataclass(frozen=True, kw_only=True)
class Settled:
    """The answers to a batch, in the order of its records, and the device as it was read for them."""

    device: Pass
    answers: list[Answer]


@in_turn()
@transaction.atomic
def record_scans(key_hash: str, records: Sequence[Record], *, now: datetime) -> Settled:
    """Decide every attempt, store the records, and answer each by itself: a malformed one does not block the others.

    A record that is stored already changes nothing and gets its first answer again. Records of a revoked device, and
    records under a UUID that another record has, are quarantined for review. Notes the contact with the device.
    Raises UnknownDevice if no device has this key.
    """
    found, unknown_days = _found(key_hash, _wanted(records, now=now))
    note_contact(found.device, now=now)
    inside = _inside(found.device, records, now=now)
    batch = Batch(found, records, inside=inside, unknown_days=unknown_days, now=now)
    return Settled(device=found.device, answers=batch.settle())


def note_contact(device: Pass, *, now: datetime) -> None:
    """Store that the device was in contact; at most twice a minute, which saves most scans a write."""
    if device.last_seen_at is None or now - device.last_seen_at >= SEEN_EVERY:
        Device.objects.filter(pk=device.key).update(last_seen_at=now)


def _wanted(records: Iterable[Record], *, now: datetime) -> Wanted:
    attempts = [record for record in records if isinstance(record, Attempt)]
    about = {record.attempt for record in records if not isinstance(record, Attempt)}
    earliest = min((effective_time(attempt.moment, received_at=now) for attempt in attempts), default=now)
    return Wanted(
        prefixes={(each.day, each.prefix) for each in attempts if each.reading is Reading.CODE},
        uuids={record.uuid for record in records} | about,
        since=earliest - LONGEST_DAY,
    )


def _found(key_hash: str, wanted: Wanted) -> tuple[Presented, set[date]]:
    """Return what the batch is decided by, and those of its days for which no device was given a salt."""
    found = presented(key_hash, wanted)
    if found is None:
        raise UnknownDevice
    missing = {day for day, prefix in wanted.prefixes if (day, prefix) not in found.holders}
    if not missing:
        return found, set()
    # Either the code was issued after the table of prefixes was last completed, or it is not one of ours.
    door_days = list(DoorDay.objects.filter(conference=found.device.conference, day__in=missing))
    completed = [complete_prefixes(door_day) for door_day in door_days]
    if any(completed):
        found = presented(key_hash, wanted) or found
    return found, missing - {door_day.day for door_day in door_days}


def _inside(device: Pass, records: Iterable[Record], *, now: datetime) -> Mapping[int, int]:
    """Return the people inside by checkpoint, if one of the batch's checkpoints has a capacity."""
    codes = {record.checkpoint for record in records if isinstance(record, Attempt)}
    doors = (device.doors.get(code) for code in codes)
    if all(door is None or door.rule.capacity is None for door in doors):
        return {}
    return people_inside(device.conference, since=device.calendar.begin_of(device.calendar.day_of(now)))
