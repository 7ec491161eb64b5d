"""Recording what devices saw at checkpoints, and deciding who is let through."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TypeGuard

from django.db import connection, transaction

from doors.access import UnknownDevice
from doors.models import Device, DoorDay
from doors.operations.batches import Batch, Sent
from doors.operations.doordays import complete_prefixes
from doors.queries.doors import Door, Pass
from doors.queries.presence import people_inside
from doors.queries.presented import FOR_EVER, Presented, Wanted, presented
from doors.rules.scans import Answer, Attempt, Reading, Record, effective_time, timing
from toolkit.together import Together
from toolkit.turns import in_turn

SEEN_EVERY = timedelta(seconds=30)
"""How long a device's last contact is taken as current."""
LONGEST_DAY = timedelta(hours=26)
"""Longer than any event day, also where clocks are put back: a person's earlier scans of the day lie within it."""
MOST_TOGETHER = 20
"""Records. A larger batch is what a device kept while it was offline: nobody at a door is to wait for it."""
LONGEST_WAIT = timedelta(milliseconds=100)
"""How long devices that are served together wait for a person whose row somebody else has locked."""


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What one device sends at once. `key_hash` is the hash of its key, `now` the time received."""

    key_hash: str
    records: Sequence[Record]
    now: datetime


@dataclass(frozen=True, kw_only=True)
class Settled:
    """The answers to a sending, in the order of its records, and the device as it was read for them."""

    device: Pass
    answers: list[Answer]


def record_scans(key_hash: str, records: Sequence[Record], *, now: datetime) -> Settled:
    """Decide every attempt, store the records, and answer each by itself: a malformed one does not block the others.

    A record that is stored already changes nothing and gets its first answer again. Records of a revoked device, and
    records under a UUID that another record has, are quarantined for review. Notes the contact with the device.
    Raises UnknownDevice if no device has this key.

    What several devices send to one process at once is stored in one transaction, except large batches.
    """
    sending = Sending(key_hash=key_hash, records=records, now=now)
    if len(records) > MOST_TOGETHER or connection.in_atomic_block:
        with record_sendings([sending]) as (settled,):
            pass
    else:
        settled = _together(sending)
    if settled is None:
        raise UnknownDevice
    return settled


@contextmanager
def record_sendings(sendings: Sequence[Sending]) -> Iterator[list[Settled | None]]:
    """Do the same for several devices, one after the other: each is decided by what those before it have sent.

    None stands for a device that is not known. Leaving the context commits.
    """
    with in_turn(), transaction.atomic():
        yield _settled(sendings)


def _settled(sendings: Sequence[Sending]) -> list[Settled | None]:
    found, unknown_days = _found(sendings)
    for each in sorted(found.devices.values(), key=lambda device: device.key):  # in one order, against deadlocks
        note_contact(each, now=sendings[-1].now)
    sent = [_sent(record, device, now=now) for device, record, now in _records(sendings, found)]
    answers = iter(Batch(found, sent, inside=_inside(sent), unknown_days=unknown_days).settle())
    devices = [found.devices.get(sending.key_hash) for sending in sendings]
    return [
        Settled(device=device, answers=list(islice(answers, len(sending.records)))) if device else None
        for sending, device in zip(sendings, devices, strict=True)
    ]


_together = Together[Sending, Settled | None](record_sendings)


def _records(sendings: Iterable[Sending], found: Presented) -> Iterator[tuple[Pass, Record, datetime]]:
    """Yield the records of the devices that are known, each with its device and the time received."""
    for sending in sendings:
        if device := found.devices.get(sending.key_hash):
            yield from ((device, record, sending.now) for record in sending.records)


def _sent(record: Record, device: Pass, *, now: datetime) -> Sent:
    when = timing(record.moment, paired_at=device.paired_at, received_at=now)
    return Sent(record=record, device=device, timing=when, at=now)


def note_contact(device: Pass, *, now: datetime) -> None:
    """Store that the device was in contact; at most twice a minute, which saves most scans a write."""
    if device.last_seen_at is None or now - device.last_seen_at >= SEEN_EVERY:
        Device.objects.filter(pk=device.key).update(last_seen_at=now)


def _wanted(sendings: Sequence[Sending]) -> Wanted:
    """Return what these devices refer to."""
    records = [record for sending in sendings for record in sending.records]
    times = [
        effective_time(record.moment, received_at=sending.now)
        for sending in sendings
        for record in sending.records
        if isinstance(record, Attempt)
    ]
    about = {record.attempt for record in records if not isinstance(record, Attempt)}
    return Wanted(
        keys={sending.key_hash for sending in sendings},
        prefixes={(each.day, each.prefix) for each in records if _shows_code(each)},
        uuids={record.uuid for record in records} | about,
        since=min(times, default=sendings[0].now) - LONGEST_DAY,
    )


def _shows_code(record: Record) -> TypeGuard[Attempt]:
    return isinstance(record, Attempt) and record.reading is Reading.CODE


def _found(sendings: Sequence[Sending]) -> tuple[Presented, set[tuple[int, date]]]:
    """Return what the sendings are decided by, and the days of conferences for which no device was given a salt."""
    wanted = _wanted(sendings)
    longest_wait = LONGEST_WAIT if len(sendings) > 1 else FOR_EVER
    found = presented(wanted, longest_wait=longest_wait)
    missing = {
        (device.conference, each.day)
        for device, each, _now in _records(sendings, found)
        if _shows_code(each) and (device.conference, each.day, each.prefix) not in found.holders
    }
    if not missing:
        return found, set()
    # Either the code was issued after the table of prefixes was last completed, or it is not one of ours.
    days = DoorDay.objects.filter(conference__in={key for key, _ in missing}, day__in={day for _, day in missing})
    door_days = {(door_day.conference_id, door_day.day): door_day for door_day in days}
    completed = [complete_prefixes(door_days[each]) for each in missing if each in door_days]
    if any(completed):
        found = presented(wanted, longest_wait=longest_wait)
    return found, missing - set(door_days)


def _inside(sent: Iterable[Sent]) -> Mapping[int, int]:
    """Return the people inside by checkpoint, of the conferences that have a checkpoint with a capacity among these."""
    asked = {
        (each.device.conference, each.device.calendar.begin_of(each.device.calendar.day_of(each.at)))
        for each in sent
        if isinstance(each.record, Attempt) and _has_capacity(each.device.doors.get(each.record.checkpoint))
    }
    counts = [people_inside(conference, since=since) for conference, since in asked]
    return {checkpoint: people for each in counts for checkpoint, people in each.items()}


def _has_capacity(door: Door | None) -> bool:
    return door is not None and door.rule.capacity is not None
