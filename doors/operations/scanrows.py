"""Making rows from records, and answers from rows."""

from datetime import datetime, timedelta

from doors.models import Scan
from doors.queries.doors import Door, Pass
from doors.rules.admission import Decision, Facts, PreviousEntry, Reason, Verdict
from doors.rules.scans import (
    Answer,
    Attempt,
    Follower,
    Holder,
    Moment,
    Override,
    RecordKind,
    RecordOutcome,
    Shown,
    Timing,
    content_hash,
    is_double_admission,
)
from doors.rules.words import without_codes
from toolkit.jsonable import Jsonable

AT_ONCE = timedelta(seconds=10)
"""A record that arrives within this time counts as made online."""


def attempt_row(record: Attempt, device: Pass, door: Door, *, timing: Timing, now: datetime) -> Scan:
    """Return the row of an attempt, without a verdict yet. `now` is the time received."""
    details = _moment_details(record.moment) | {
        "reading": record.reading.value,
        "source": record.source,
        "list_version": record.list_version,
    }
    return Scan.of_columns(
        uuid=record.uuid,
        record=RecordKind.ATTEMPT,
        conference_id=device.conference,
        checkpoint_id=door.key,
        device_id=device.key,
        direction=record.direction.value,
        day=record.day,
        prefix=record.prefix,
        local_verdict=record.local_verdict.value if record.local_verdict else "",
        local_reason=record.local_reason.value if record.local_reason else "",
        is_online=now - timing.at <= AT_ONCE,
        is_practice=record.is_practice,
        has_doubtful_time=timing.is_doubtful,
        content_hash=content_hash(record),
        device_at=record.moment.device_at,
        effective_at=timing.at,
        received_at=now,
        details={key: value for key, value in details.items() if value is not None},
    )


def write_decision(scan: Scan, decision: Decision, facts: Facts, holder: Holder | None) -> Scan:
    """Write the server's verdict into the row, with what `again` needs to repeat the answer; return the row."""
    scan.verdict, scan.reason = decision.verdict.value, decision.reason.value
    if holder is not None:
        scan.delegate_id, scan.credential_id = holder.delegate, holder.credential
    if facts.previous is not None and decision.reason is Reason.ALREADY_IN:
        previous = facts.previous
        scan.details["previous"] = {
            "at": previous.at.isoformat(),
            "scanner": previous.scanner,
            "left": previous.left,
            "device": previous.device,
        }
    return scan


def follower_row(record: Follower, about: Scan, *, timing: Timing, now: datetime) -> Scan:
    """Return the row of a follower, with the checkpoint, delegate and day of its attempt."""
    scan = Scan(
        uuid=record.uuid,
        record=record.kind,
        attempt=about,
        conference_id=about.conference_id,
        checkpoint_id=about.checkpoint_id,
        device_id=about.device_id,
        credential_id=about.credential_id,
        delegate_id=about.delegate_id,
        direction=about.direction,
        day=about.day,
        is_online=now - timing.at <= AT_ONCE,
        is_practice=about.is_practice,
        has_doubtful_time=timing.is_doubtful,
        content_hash=content_hash(record),
        device_at=record.moment.device_at,
        effective_at=timing.at,
        received_at=now,
        details=_moment_details(record.moment),
    )
    if isinstance(record, Shown):
        scan.verdict, scan.reason = record.verdict.value, record.reason.value
        scan.details["decider"] = record.decider.value
    if isinstance(record, Override):
        scan.verdict, scan.note = record.verdict.value, without_codes(record.note)
        scan.details["supervisor"] = without_codes(record.supervisor)
    return scan


def _moment_details(moment: Moment) -> dict[str, Jsonable]:
    details: dict[str, Jsonable] = {}
    if moment.offset:
        details["offset_ms"] = round(moment.offset / timedelta(milliseconds=1))
    if moment.monotonic_ms is not None:
        details["monotonic_ms"] = moment.monotonic_ms
    if moment.last_contact_at is not None:
        details["last_contact_at"] = moment.last_contact_at.isoformat()
    return details


def answer_to(
    record: Attempt, decision: Decision, facts: Facts, holder: Holder | None, *, device: Pass, timing: Timing
) -> Answer:
    """Return the answer to an attempt that was decided just now."""
    double = is_double_admission(record, decision.reason, previous=facts.previous, device=device.key)
    return Answer(
        uuid=record.uuid,
        outcome=RecordOutcome.DOUBLE_ADMISSION if double else RecordOutcome.RECORDED,
        verdict=decision.verdict,
        reason=decision.reason,
        previous=facts.previous if decision.reason is Reason.ALREADY_IN else None,
        holder=holder,
        has_doubtful_time=timing.is_doubtful,
    )


def again(scan: Scan, holder: Holder | None) -> Answer:
    """Return the answer that a stored record got the first time."""
    if scan.is_quarantined:
        return Answer(uuid=scan.uuid, outcome=RecordOutcome.QUARANTINED)
    if scan.record != RecordKind.ATTEMPT:
        return Answer(uuid=scan.uuid, outcome=RecordOutcome.ALREADY_RECORDED)
    return Answer(
        uuid=scan.uuid,
        outcome=RecordOutcome.ALREADY_RECORDED,
        verdict=Verdict(scan.verdict),
        reason=Reason(scan.reason),
        previous=_previous(scan.details.get("previous")),
        holder=holder,
        has_doubtful_time=scan.has_doubtful_time,
    )


def _previous(kept: object) -> PreviousEntry | None:
    if not isinstance(kept, dict):
        return None
    return PreviousEntry(
        at=datetime.fromisoformat(kept["at"]), scanner=kept["scanner"], left=kept["left"], device=kept["device"]
    )
