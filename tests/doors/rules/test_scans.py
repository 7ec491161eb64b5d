"""Times, hashes and conflicts of records, and entries computed from movements."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count
from uuid import UUID

import pytest

from doors.rules.admission import Direction, PreviousEntry, Reason, Verdict
from doors.rules.scans import (
    CLOCK_TOLERANCE,
    Answer,
    Attempt,
    Moment,
    Movement,
    Override,
    Reading,
    RecordKind,
    RecordOutcome,
    Shown,
    Timing,
    Void,
    content_hash,
    effective_time,
    is_double_admission,
    last_entry,
    timing,
    uuid_of_conflict,
    was_admitted,
)
from tests.builders.vectors import Passage, passages

NOON = datetime(2027, 4, 16, 12, tzinfo=UTC)
ENTRANCE, ROOM_A, ROOM_A_BACK, ROOM_B = 1, 2, 3, 4
ROOMS = {ENTRANCE: None, ROOM_A: 10, ROOM_A_BACK: 10, ROOM_B: 20}
numbers = count(1)


def at(minute: float) -> datetime:
    return NOON + timedelta(minutes=minute)


def an_attempt(**fields: object) -> Attempt:
    values: dict[str, object] = {
        "uuid": UUID(int=7),
        "moment": Moment(device_at=NOON),
        "checkpoint": "MAIN",
        "direction": Direction.IN,
        "reading": Reading.CODE,
        "day": date(2027, 4, 16),
        "prefix": "0123456789abcdef",
    }
    return Attempt(**(values | fields))  # type: ignore[arg-type] # the fields are the test's


def moved(checkpoint: int, minute: float, direction: Direction = Direction.IN) -> Movement:
    return Movement(
        uuid=UUID(int=next(numbers)),
        at=at(minute),
        checkpoint=checkpoint,
        room=ROOMS[checkpoint],
        direction=direction,
        scanner="North gate",
        device=5,
    )


@pytest.mark.parametrize(
    ("moment", "wanted"),
    [
        (Moment(device_at=at(-5)), at(-5)),
        (Moment(device_at=at(-5), offset=timedelta(minutes=2)), at(-3)),
        (Moment(device_at=at(5)), NOON),
        (Moment(device_at=at(-60), last_contact_at=at(-10)), at(-10)),
        (Moment(device_at=at(-5), last_contact_at=at(-10)), at(-5)),
        (Moment(device_at=at(-5), last_contact_at=at(10)), NOON),
        (Moment(device_at=datetime(9999, 12, 31, tzinfo=UTC), offset=timedelta(days=400)), NOON),
    ],
)
def test_a_devices_time_is_corrected_and_clamped_between_last_contact_and_now(moment: Moment, wanted: datetime) -> None:
    assert effective_time(moment, received_at=NOON) == wanted


PAIRED = NOON - timedelta(hours=4)
IN_2099 = NOON.replace(year=2099)
MOST = CLOCK_TOLERANCE
LITTLE = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("moment", "at", "is_doubtful"),
    [
        (Moment(device_at=NOON), NOON, False),
        (Moment(device_at=NOON - timedelta(hours=3)), NOON - timedelta(hours=3), False),
        (Moment(device_at=IN_2099), NOON, True),
        (Moment(device_at=NOON + MOST), NOON, False),
        (Moment(device_at=NOON + MOST + LITTLE), NOON, True),
        (Moment(device_at=PAIRED - MOST), PAIRED - MOST, False),
        (Moment(device_at=PAIRED - MOST - LITTLE), NOON, True),
        (Moment(device_at=IN_2099, offset=NOON - IN_2099), NOON, False),
        (Moment(device_at=NOON, offset=timedelta(days=3650)), NOON, True),
        (Moment(device_at=IN_2099, offset=timedelta.max), NOON, True),
        (Moment(device_at=NOON - timedelta(hours=1), last_contact_at=IN_2099), NOON, True),
        (Moment(device_at=NOON, last_contact_at=NOON + MOST), NOON, False),
        (Moment(device_at=NOON, last_contact_at=NOON + MOST + LITTLE), NOON, True),
    ],
)
def test_a_time_that_cannot_be_true_counts_from_its_receipt(moment: Moment, at: datetime, *, is_doubtful: bool) -> None:
    assert timing(moment, paired_at=PAIRED, received_at=NOON) == Timing(at=at, is_doubtful=is_doubtful)


def test_the_same_content_has_the_same_hash_whatever_zone_its_time_is_written_in() -> None:
    there = NOON.astimezone(timezone(timedelta(0), "elsewhere"))

    assert content_hash(an_attempt()) == content_hash(an_attempt(moment=Moment(device_at=there)))


def test_any_other_content_has_another_hash() -> None:
    hashes = {
        content_hash(record)
        for record in (
            an_attempt(),
            an_attempt(prefix="f123456789abcdef"),
            an_attempt(direction=Direction.OUT),
            an_attempt(moment=Moment(device_at=at(1))),
            an_attempt(is_practice=True),
            Void(uuid=UUID(int=7), moment=Moment(device_at=NOON), attempt=UUID(int=8)),
        )
    }

    assert len(hashes) == 6


def test_a_conflicting_record_gets_the_same_other_uuid_each_time() -> None:
    other = an_attempt(prefix="f123456789abcdef")

    assert uuid_of_conflict(other) == uuid_of_conflict(other)
    assert uuid_of_conflict(other) not in {other.uuid, uuid_of_conflict(an_attempt())}


def test_the_last_entry_counts() -> None:
    movements = [moved(ENTRANCE, 5), moved(ENTRANCE, 0)]

    assert last_entry(movements, checkpoint=ENTRANCE, room=None) == PreviousEntry(
        at=at(5), scanner="North gate", left=False, device=5
    )


def test_a_person_who_never_came_has_no_entry() -> None:
    assert last_entry([moved(ROOM_A, 0)], checkpoint=ENTRANCE, room=None) is None


@pytest.mark.parametrize(
    ("movements", "left"),
    [
        ([(ROOM_A, 0, Direction.IN), (ROOM_A, 1, Direction.OUT)], True),
        ([(ROOM_A, 0, Direction.IN), (ROOM_A, 1, Direction.OUT), (ROOM_A, 2, Direction.IN)], False),
        ([(ROOM_A, 0, Direction.IN), (ROOM_B, 1, Direction.IN)], True),
        ([(ROOM_A, 0, Direction.IN), (ROOM_A_BACK, 1, Direction.IN)], False),
        ([(ROOM_A, 0, Direction.IN), (ENTRANCE, 1, Direction.IN)], False),
        ([(ROOM_B, 0, Direction.IN), (ROOM_A, 1, Direction.IN)], False),
    ],
)
def test_a_room_is_left_through_its_checkpoint_or_by_entering_another(
    movements: list[tuple[int, float, Direction]], *, left: bool
) -> None:
    entry = last_entry([moved(*each) for each in movements], checkpoint=ROOM_A, room=ROOMS[ROOM_A])

    assert entry is not None
    assert entry.left is left


def test_entering_a_room_does_not_leave_the_building() -> None:
    entry = last_entry([moved(ENTRANCE, 0), moved(ROOM_A, 1)], checkpoint=ENTRANCE, room=None)

    assert entry is not None
    assert entry.left is False


@pytest.mark.parametrize(
    ("local", "reason", "device", "double"),
    [
        (Verdict.ADMIT, Reason.ALREADY_IN, 6, True),
        (Verdict.ADMIT, Reason.ALREADY_IN, 5, False),
        (Verdict.ASK, Reason.ALREADY_IN, 6, False),
        (None, Reason.ALREADY_IN, 6, False),
        (Verdict.ADMIT, Reason.REVOKED, 6, False),
    ],
)
def test_a_double_admission_needs_two_devices(
    local: Verdict | None, reason: Reason, device: int, *, double: bool
) -> None:
    attempt = an_attempt(local_verdict=local, local_reason=local and Reason.OK)
    previous = PreviousEntry(at=NOON, scanner="North gate", left=False, device=5)

    assert is_double_admission(attempt, reason, previous=previous, device=device) is double


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        (Attempt, RecordKind.ATTEMPT),
        (Shown, RecordKind.SHOWN),
        (Void, RecordKind.VOID),
        (Override, RecordKind.OVERRIDE),
    ],
)
def test_every_record_knows_its_kind(record: type[Attempt | Shown | Void | Override], kind: RecordKind) -> None:
    assert record.kind is kind


@pytest.mark.parametrize("reason", [None, *Reason])
def test_an_exit_without_an_entry_and_a_doubtful_time_are_noted(reason: Reason | None) -> None:
    answer = Answer(uuid=UUID(int=7), outcome=RecordOutcome.RECORDED, reason=reason)

    assert answer.noted is (reason is Reason.WRONG_DIRECTION)
    assert replace(answer, has_doubtful_time=True).noted


PASSAGES = passages()
"""The table that tests/doors/queries/test_twins.py runs on the database."""


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.name)
def test_the_last_word_at_the_door_decides(passage: Passage) -> None:
    assert was_admitted(passage.attempt) is passage.admitted


def test_the_table_has_every_kind_of_follower_in_and_out_of_quarantine() -> None:
    seen = {(each.kind, each.is_quarantined) for passage in PASSAGES for each in passage.attempt.followers}

    assert seen == {(kind, quarantined) for kind in set(RecordKind) - {RecordKind.ATTEMPT} for quarantined in (0, 1)}
