"""Batches of devices' records: decided one after the other, stored together, answered one by one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from doors.models import Scan
from doors.operations.ledger import Ledger
from doors.operations.scanrows import again, answer_to, attempt_row, follower_row, write_decision
from doors.queries.doors import Pass
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
    Timing,
    content_hash,
    uuid_of_conflict,
)

FURTHEST_DAY = timedelta(days=31)
"""How far from the conference a record's day may be."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A record with the device that sent it. `timing` has the time that it counts by, `at` is the time received."""

    record: Record
    device: Pass
    timing: Timing
    at: datetime


class Batch:
    """Records of one or several devices, with everything that decides them: deciding reads nothing more.

    `scans` holds the stored and the new ones by UUID, `fresh` the new ones that are not stored yet; `unknown_days` are
    days of conferences for which no device was given a salt.
    """

    def __init__(
        self,
        found: Presented,
        sent: Sequence[Sent],
        *,
        inside: Mapping[int, int],
        unknown_days: Collection[tuple[int, date]],
    ) -> None:
        self.holders, self.sent, self.unknown_days = found.holders, sent, unknown_days
        self.scans = {scan.uuid: scan for scan in found.scans}
        self.ledger = Ledger.of(found.scans, lists=found.lists, inside=inside)
        self.fresh: list[Scan] = []

    def settle(self) -> list[Answer]:
        """Store what is new and return the answers, in the order of the records."""
        answers = [self._answer(each) for each in self.sent]
        taken = self._store()
        if not taken:
            return answers
        # Another request stored these UUIDs at the same moment. Its rows hold, so answer from them.
        for uuid in taken:
            del self.scans[uuid]
        now = max(each.at for each in self.sent)
        self.scans |= {scan.uuid: scan for scan in known_scans(taken, [], since=now)}
        settled = [
            self._answer(each) if each.record.uuid in taken else answer
            for each, answer in zip(self.sent, answers, strict=True)
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

    def _answer(self, sent: Sent) -> Answer:
        known = self.scans.get(sent.record.uuid)
        if known is not None:
            return self._known(sent, known)
        if isinstance(sent.record, Attempt):
            return self._attempt(sent.record, sent)
        return self._follower(sent.record, sent)

    def _known(self, sent: Sent, known: Scan) -> Answer:
        record = sent.record
        if known.device_id == sent.device.key and known.content_hash == content_hash(record):
            return again(known, self._holder(record, sent.device))
        if uuid_of_conflict(record) in self.scans:
            return Answer(uuid=record.uuid, outcome=RecordOutcome.QUARANTINED)
        if isinstance(record, Attempt):
            return self._attempt(record, sent, apart=True)
        return self._follower(record, sent, apart=True)

    def _attempt(self, record: Attempt, sent: Sent, *, apart: bool = False) -> Answer:
        device, timing = sent.device, sent.timing
        door = device.doors.get(record.checkpoint)
        if door is None:
            return _malformed(record, "checkpoint", "Not one of this device's checkpoints.")
        if not door.leads(record.direction):
            return _malformed(record, "direction", f"This checkpoint does not lead {record.direction.value}.")
        if not self._is_day(record.day, device):
            return _malformed(record, "day", "Not a day that this device was given.")
        scan = attempt_row(record, device, door, timing=timing, now=sent.at)
        if apart or device.is_revoked:
            return self._keep_apart(record, scan)
        holder = self._holder(record, device)
        facts = self.ledger.facts(record, door, holder, calendar=device.calendar, at=timing.at)
        decision = decide(facts, checkpoint=door.rule)
        self._keep(write_decision(scan, decision, facts, holder))
        if holder is not None and went_through(scan):
            self.ledger.let_through(scan, device, door, holder)
        return answer_to(record, decision, facts, holder, device=device, timing=timing)

    def _holder(self, record: Record, device: Pass) -> Holder | None:
        if not isinstance(record, Attempt):
            return None
        return self.holders.get((device.conference, record.day, record.prefix))

    def _is_day(self, day: date, device: Pass) -> bool:
        calendar = device.calendar
        near = calendar.starts_on - FURTHEST_DAY <= day <= calendar.ends_on + FURTHEST_DAY
        return near and (device.conference, day) not in self.unknown_days

    def _follower(self, record: Follower, sent: Sent, *, apart: bool = False) -> Answer:
        about = self.scans.get(record.attempt)
        if about is None or about.device_id != sent.device.key or about.record != RecordKind.ATTEMPT:
            return _malformed(record, "attempt", "Not an attempt of this device.")
        scan = follower_row(record, about, timing=sent.timing, now=sent.at)
        if apart or sent.device.is_revoked:
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
