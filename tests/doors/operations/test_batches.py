"""One batch of records: malformed, quarantined and repeated ones."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from doors.access import hashed
from doors.models import Scan
from doors.operations.checkin import record_scans
from doors.operations.devices import revoke
from doors.rules.admission import Direction, Reason, Verdict
from doors.rules.scans import (
    Answer,
    Attempt,
    Moment,
    Problem,
    Reading,
    Record,
    RecordOutcome,
    Void,
    uuid_of_conflict,
)
from tests.builders.doors import Doors
from tests.builders.people import NOW
from tests.builders.records import attempt


def record(*records: Record, key: str = "north", now: datetime = NOW) -> list[Answer]:
    return record_scans(hashed(key), records, now=now).answers


def void(attempt: Attempt, *, about: UUID | None = None) -> Void:
    return Void(uuid=uuid4(), moment=Moment(device_at=NOW), attempt=about or attempt.uuid)


@pytest.mark.parametrize(("days", "recorded"), [(-31, True), (-32, False), (33, True), (34, False)])
def test_a_day_more_than_31_days_from_the_conference_is_malformed(doors: Doors, days: int, *, recorded: bool) -> None:
    far = NOW.date() + timedelta(days=days)
    unread = Attempt(
        uuid=uuid4(),
        moment=Moment(device_at=NOW),
        checkpoint=doors.entrance.code,
        direction=Direction.IN,
        reading=Reading.MALFORMED,
        day=far,
    )

    [answer] = record(unread)

    problem = None if recorded else Problem(field="day", message="Not a day that this device was given.")
    assert (answer.outcome is RecordOutcome.RECORDED, answer.problem) == (recorded, problem)


def test_a_direction_that_the_checkpoint_does_not_have_is_malformed(doors: Doors) -> None:
    [answer] = record(attempt(doors, direction=Direction.OUT))

    assert answer.problem == Problem(field="direction", message="This checkpoint does not lead out.")


def test_a_checkpoint_of_another_device_is_malformed(doors: Doors) -> None:
    [answer] = record(attempt(doors, doors.closed_door))

    assert answer.problem == Problem(field="checkpoint", message="Not one of this device's checkpoints.")
    assert not Scan.objects.exists()


@pytest.mark.parametrize("about", ["nothing", "a follower", "another device's attempt"])
def test_a_follower_of_another_devices_attempt_is_malformed(doors: Doors, about: str) -> None:
    entry, theirs = attempt(doors), attempt(doors)
    undone = void(entry)
    record(entry, undone)
    record(theirs, key="south")
    uuid = {"nothing": uuid4(), "a follower": undone.uuid, "another device's attempt": theirs.uuid}[about]

    [answer] = record(void(entry, about=uuid))

    assert answer.problem == Problem(field="attempt", message="Not an attempt of this device.")
    assert answer.outcome is RecordOutcome.MALFORMED


def test_a_follower_may_come_with_its_attempt_or_after_it(doors: Doors) -> None:
    first, second = attempt(doors), attempt(doors)

    together = record(first, void(first))
    apart = [*record(second), *record(void(second))]

    recorded = [RecordOutcome.RECORDED] * 2
    assert [answer.outcome for answer in together] == recorded
    assert [answer.outcome for answer in apart] == recorded
    stored = Scan.objects.filter(record="void").order_by("pk").values_list("attempt__uuid", flat=True)
    assert list(stored) == [first.uuid, second.uuid]


def test_a_follower_before_its_attempt_is_malformed(doors: Doors) -> None:
    entry = attempt(doors)

    assert [answer.outcome for answer in record(void(entry), entry)] == [
        RecordOutcome.MALFORMED,
        RecordOutcome.RECORDED,
    ]


def test_other_content_under_a_used_uuid_is_stored_separately_once(doors: Doors) -> None:
    entry = attempt(doors)
    other = Void(uuid=entry.uuid, moment=Moment(device_at=NOW), attempt=entry.uuid)

    answers = [*record(entry, other), *record(other)]

    assert [answer.outcome for answer in answers] == [
        RecordOutcome.RECORDED,
        RecordOutcome.QUARANTINED,
        RecordOutcome.QUARANTINED,
    ]
    assert {answer.uuid for answer in answers} == {entry.uuid}
    kept = Scan.objects.get(is_quarantined=True)
    assert (kept.uuid, kept.details["conflicts_with"]) == (uuid_of_conflict(other), str(entry.uuid))


def test_records_of_a_revoked_device_are_stored_under_their_own_uuids(doors: Doors) -> None:
    entry = attempt(doors)
    revoke(doors.device, by=None, now=NOW)

    answers = record(entry, void(entry))

    assert {answer.outcome for answer in answers} == {RecordOutcome.QUARANTINED}
    assert [(scan.uuid, scan.is_quarantined, scan.verdict) for scan in Scan.objects.attempts()] == [
        (entry.uuid, True, "")
    ]
    assert "conflicts_with" not in Scan.objects.attempts().get().details


def test_a_record_sent_again_is_answered_with_its_verdict_and_holder(doors: Doors) -> None:
    entry = attempt(doors)
    [first] = record(entry)

    [again] = record(entry)

    assert (again.outcome, again.verdict, again.reason) == (
        RecordOutcome.ALREADY_RECORDED,
        Verdict.ADMIT,
        Reason.OK,
    )
    assert again.holder == first.holder
    assert first.holder is not None


def test_a_day_without_a_salt_is_malformed_where_a_code_was_read(doors: Doors) -> None:
    [answer] = record(attempt(doors, badge="0123456789abcdef", day=NOW.date() + timedelta(days=2)))

    assert answer.problem == Problem(field="day", message="Not a day that this device was given.")
