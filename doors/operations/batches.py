"""One batch of a device's records: decided one after the other, stored together, answered one by one."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from doors.models import Scan
from doors.operations.ledger import Ledger
from doors.operations.scanrows import again, answer_to, attempt_row, follower_row, write_decision
from doors.queries.presented import Presented
from doors.queries.scans import known_scans, went_through
from doors.rules.admission import decide
from doors.rules.scans import (
    Answer,
    Attempt,
    Follower,
    Holder,
    Problem,
    Record,
    RecordKind,
    RecordOutcome,
    content_hash,
    timing,
    uuid_of_conflict,
)

FURTHEST_DAY = timedelta(days=31)
"""How far from the conference a record's day may be."""


class Batch:
    """The records of one request, with everything that decides them: deciding reads nothing more.

    `scans` holds the stored and the new ones by UUID, `fresh` the new ones that are not stored yet.
    """

    def __init__(
        self,
        found: Presented,
        records: Sequence[Record],
        *,
        inside: Mapping[int, int],
        unknown_days: Collection[date],
        now: datetime,
    ) -> None:
        self.device, self.holders = found.device, found.holders
        self.records, self.unknown_days, self.now = records, unknown_days, now
        self.times = {
            record.uuid: timing(record.moment, paired_at=self.device.paired_at, received_at=now) for record in records
        }
        self.scans = {scan.uuid: scan for scan in found.scans}
        self.ledger = Ledger.of(found.device, found.scans, lists=found.lists, inside=inside)
        self.fresh: list[Scan] = []

    def settle(self) -> list[Answer]:
        """Store what is new and return the answers, in the order of the records."""
        answers = [self._answer(record) for record in self.records]
        taken = self._store()
        if not taken:
            return answers
        # Another request stored these UUIDs at the same moment. Its rows hold, so answer from them.
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
        """Insert the fresh scans, attempts before their followers; return the UUIDs that were taken meanwhile."""
        keys = Scan.objects.insert_once(scan for scan in self.fresh if scan.attempt is None)
        for scan in self.fresh:
            scan.pk = keys.get(scan.uuid)
        followers = [scan for scan in self.fresh if scan.attempt is not None]
        for scan in followers:
            scan.attempt = scan.attempt  # copy the key that the attempt has only now
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
        scan = attempt_row(record, self.device, door, timing=self.times[record.uuid], now=self.now)
        if apart or self.device.is_revoked:
            return self._keep_apart(record, scan)
        holder = self._holder(record)
        facts = self.ledger.facts(record, door, holder, at=self.times[record.uuid].at)
        decision = decide(facts, checkpoint=door.rule)
        self._keep(write_decision(scan, decision, facts, holder))
        if holder is not None and went_through(scan):
            self.ledger.let_through(scan, door, holder)
        return answer_to(record, decision, facts, holder, device=self.device, timing=self.times[record.uuid])

    def _holder(self, record: Record) -> Holder | None:
        return self.holders.get((record.day, record.prefix)) if isinstance(record, Attempt) else None

    def _is_day(self, day: date) -> bool:
        calendar = self.device.calendar
        near = calendar.starts_on - FURTHEST_DAY <= day <= calendar.ends_on + FURTHEST_DAY
        return near and day not in self.unknown_days

    def _follower(self, record: Follower, *, apart: bool = False) -> Answer:
        about = self.scans.get(record.attempt)
        if about is None or about.device_id != self.device.key or about.record != RecordKind.ATTEMPT:
            return _malformed(record, "attempt", "Not an attempt of this device.")
        scan = follower_row(record, about, timing=self.times[record.uuid], now=self.now)
        if apart or self.device.is_revoked:
            return self._keep_apart(record, scan)
        self._keep(scan)
        return Answer(uuid=record.uuid, outcome=RecordOutcome.RECORDED)

    def _keep(self, scan: Scan) -> None:
        self.fresh.append(scan)
        self.scans[scan.uuid] = scan

    def _keep_apart(self, record: Record, scan: Scan) -> Answer:
        """Keep a record for review; under another UUID if its own is taken by another record."""
        scan.is_quarantined = True
        if record.uuid in self.scans:
            scan.uuid = uuid_of_conflict(record)
            scan.details["conflicts_with"] = str(record.uuid)
        self._keep(scan)
        return Answer(uuid=record.uuid, outcome=RecordOutcome.QUARANTINED)


def _malformed(record: Record, field: str, message: str) -> Answer:
    return Answer(uuid=record.uuid, outcome=RecordOutcome.MALFORMED, problem=Problem(field=field, message=message))
