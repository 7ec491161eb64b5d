"""Recording what devices saw at doors, and deciding who is let through."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from doors.access import UnknownDevice
from doors.models import Device, DoorDay, Scan
from doors.operations.doordays import complete_prefixes
from doors.operations.scanrows import again, answer_to, attempt_row, follower_row, write_decision
from doors.queries.attendance import people_inside
from doors.queries.doors import Door, Pass
from doors.queries.presented import Presented, Wanted, presented
from doors.queries.scans import known_scans, movements_of, went_through
from doors.rules.admission import CredentialState, Direction, Facts, decide
from doors.rules.scans import (
    Answer,
    Attempt,
    Follower,
    Holder,
    Movement,
    Problem,
    Reading,
    Record,
    RecordKind,
    RecordOutcome,
    content_hash,
    effective_time,
    last_entry,
    uuid_of_conflict,
)

SEEN_EVERY = timedelta(seconds=30)
FURTHEST_DAY = timedelta(days=31)
LONGEST_DAY = timedelta(hours=26)
"""No event day is longer, whatever is done to the clocks."""
UNREAD = {Reading.MALFORMED: CredentialState.MALFORMED, Reading.OTHER_CONFERENCE: CredentialState.OTHER_CONFERENCE}


@dataclass(frozen=True, kw_only=True)
class Settled:
    """A batch's answers, in order, and the device as it was when they were given."""

    device: Pass
    answers: list[Answer]


@transaction.atomic
def record_scans(key_hash: str, records: Sequence[Record], *, now: datetime) -> Settled:
    """Keeps every record that can be kept, decides every attempt, and answers each by itself.

    A record that is already there changes nothing and gets its answer again. What a revoked device tells, and what
    comes under a UUID that is taken, is kept apart for review. One malformed record blocks no other. Raises
    UnknownDevice where no device has this key.
    """
    found, unknown_days = _found(key_hash, _wanted(records, now=now))
    note_contact(found.device, now=now)
    answers = _Batch(found, records, unknown_days=unknown_days, now=now).settle()
    return Settled(device=found.device, answers=answers)


def note_contact(device: Pass, *, now: datetime) -> None:
    """Notes that the device was heard of; at most twice a minute, to spare the hot path a write."""
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
    """What is presented, and the days that no device was given."""
    found = presented(key_hash, wanted)
    if found is None:
        raise UnknownDevice
    missing = {day for day, prefix in wanted.prefixes if (day, prefix) not in found.holders}
    if not missing:
        return found, set()
    # A code issued since the table was last completed; or a stranger's.
    door_days = list(DoorDay.objects.filter(conference=found.device.conference, day__in=missing))
    completed = [complete_prefixes(door_day) for door_day in door_days]
    if any(completed):
        found = presented(key_hash, wanted) or found
    return found, missing - {door_day.day for door_day in door_days}


class _Batch:
    """One request's records and all that they are decided by: nothing is read while they are."""

    def __init__(self, found: Presented, records: Sequence[Record], *, unknown_days: set[date], now: datetime) -> None:
        self.device, self.holders, self.lists = found.device, found.holders, found.lists
        self.records, self.unknown_days, self.now = records, unknown_days, now
        self.times = {record.uuid: effective_time(record.moment, received_at=now) for record in records}
        self.scans = {scan.uuid: scan for scan in found.scans}
        self.movements = movements_of(found.scans)
        self.inside = self._inside()
        self.fresh: list[Scan] = []

    def _inside(self) -> dict[int, int]:
        names = {record.checkpoint for record in self.records if isinstance(record, Attempt)}
        doors = (self.device.doors.get(name) for name in names)
        if all(door is None or door.rule.capacity is None for door in doors):
            return {}
        calendar = self.device.calendar
        return people_inside(self.device.conference, since=calendar.begin_of(calendar.day_of(self.now)))

    def settle(self) -> list[Answer]:
        """The answers, in order, when everything new is stored."""
        answers = [self._answer(record) for record in self.records]
        taken = self._store()
        if not taken:
            return answers
        # The same UUID came at the same time by another request, and was first: its row holds, and what points to it.
        for uuid in taken:
            del self.scans[uuid]
        self.scans |= {scan.uuid: scan for scan in known_scans(taken, [], since=self.now)}
        settled = [
            self._answer(record) if record.uuid in taken else answer
            for record, answer in zip(self.records, answers, strict=True)
        ]
        self._store()
        return settled

    def _store(self) -> set[UUID]:
        """Inserts what is new, attempts before what points to them; the UUIDs of those that could not be."""
        keys = Scan.objects.insert_once(scan for scan in self.fresh if scan.attempt is None)
        for scan in self.fresh:
            scan.pk = keys.get(scan.uuid)
        followers = [scan for scan in self.fresh if scan.attempt is not None]
        for scan in followers:
            scan.attempt = scan.attempt  # its key is known only now
        keys |= Scan.objects.insert_once(scan for scan in followers if scan.attempt_id is not None)
        taken = {scan.uuid for scan in self.fresh} - set(keys)
        self.fresh = []
        return taken

    def _answer(self, record: Record) -> Answer:
        known = self.scans.get(record.uuid)
        if known is not None:
            return self._known(record, known)
        if isinstance(record, Attempt):
            return self._attempt(record)
        return self._follower(record)

    def _known(self, record: Record, known: Scan) -> Answer:
        if known.device_id == self.device.key and known.content_hash == content_hash(record):
            return again(known, self._holder(record))
        if uuid_of_conflict(record) in self.scans:
            return Answer(uuid=record.uuid, outcome=RecordOutcome.QUARANTINED)
        return self._attempt(record, apart=True) if isinstance(record, Attempt) else self._follower(record, apart=True)

    def _attempt(self, record: Attempt, *, apart: bool = False) -> Answer:
        door = self.device.doors.get(record.checkpoint)
        if door is None:
            return _malformed(record, "checkpoint", "Not one of this device's checkpoints.")
        if not door.leads(record.direction):
            return _malformed(record, "direction", f"This checkpoint does not lead {record.direction.value}.")
        if not self._is_day(record.day):
            return _malformed(record, "day", "Not a day that this device was given.")
        scan = attempt_row(record, self.device, door, at=self.times[record.uuid], now=self.now)
        if apart or self.device.is_revoked:
            return self._keep_apart(record, scan)
        holder = self._holder(record)
        facts = self._facts(record, door, holder)
        decision = decide(facts, checkpoint=door.rule)
        self._keep(write_decision(scan, decision, facts, holder))
        if holder is not None and went_through(scan):
            self._let_through(scan, door, holder)
        return answer_to(record, decision, facts, holder, device=self.device)

    def _holder(self, record: Record) -> Holder | None:
        return self.holders.get((record.day, record.prefix)) if isinstance(record, Attempt) else None

    def _is_day(self, day: date) -> bool:
        calendar = self.device.calendar
        near = calendar.starts_on - FURTHEST_DAY <= day <= calendar.ends_on + FURTHEST_DAY
        return near and day not in self.unknown_days

    def _facts(self, record: Attempt, door: Door, holder: Holder | None) -> Facts:
        at, calendar = self.times[record.uuid], self.device.calendar
        known = Facts(
            credential=UNREAD.get(record.reading, CredentialState.UNKNOWN),
            at=at,
            day=calendar.day_of(at),
            days=None if door.rule.hours else calendar.days,
            direction=record.direction,
            practice=record.is_practice,
            inside=self.inside.get(door.key, 0),
        )
        if holder is None:
            return known
        begins_at, ends_at = calendar.begin_of(known.day), calendar.end_of(known.day)
        today = [each for each in self.movements.get(holder.delegate, ()) if begins_at <= each.at < ends_at]
        return replace(
            known,
            credential=holder.state,
            category=holder.category,
            on_list=(door.session, holder.delegate) in self.lists,
            previous=last_entry(today, checkpoint=door.key, room=door.room),
        )

    def _let_through(self, scan: Scan, door: Door, holder: Holder) -> None:
        moved = Movement(
            uuid=scan.uuid,
            at=scan.effective_at,
            checkpoint=door.key,
            room=door.room,
            direction=Direction(scan.direction),
            scanner=self.device.name,
            device=self.device.key,
        )
        self.movements.setdefault(holder.delegate, []).append(moved)
        step = 1 if moved.direction is Direction.IN else -1
        self.inside[door.key] = self.inside.get(door.key, 0) + step

    def _follower(self, record: Follower, *, apart: bool = False) -> Answer:
        about = self.scans.get(record.attempt)
        if about is None or about.device_id != self.device.key or about.record != RecordKind.ATTEMPT:
            return _malformed(record, "attempt", "Not an attempt of this device.")
        scan = follower_row(record, about, at=self.times[record.uuid], now=self.now)
        if apart or self.device.is_revoked:
            return self._keep_apart(record, scan)
        self._keep(scan)
        return Answer(uuid=record.uuid, outcome=RecordOutcome.RECORDED)

    def _keep(self, scan: Scan) -> None:
        self.fresh.append(scan)
        self.scans[scan.uuid] = scan

    def _keep_apart(self, record: Record, scan: Scan) -> Answer:
        """For review: under a UUID of its own where another record has taken its own."""
        scan.is_quarantined = True
        if record.uuid in self.scans:
            scan.uuid = uuid_of_conflict(record)
            scan.details["conflicts_with"] = str(record.uuid)
        self._keep(scan)
        return Answer(uuid=record.uuid, outcome=RecordOutcome.QUARANTINED)


def _malformed(record: Record, field: str, message: str) -> Answer:
    return Answer(uuid=record.uuid, outcome=RecordOutcome.MALFORMED, problem=Problem(field=field, message=message))
