"""Conversion of records to unsaved rows, and of rows to answers."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from doors.models import Scan
from doors.operations.scanrows import AT_ONCE, again, answer_to, attempt_row, follower_row, write_decision
from doors.queries.doors import Door, Pass
from doors.rules.admission import (
    CheckpointRule,
    CredentialState,
    Decision,
    Direction,
    Facts,
    PreviousEntry,
    Reason,
    Verdict,
)
from doors.rules.doordays import Calendar
from doors.rules.scans import (
    Answer,
    Attempt,
    Decider,
    Follower,
    Holder,
    Moment,
    Override,
    Reading,
    RecordKind,
    RecordOutcome,
    Shown,
    Timing,
    Void,
    content_hash,
)
from tests.builders.people import NOW
from toolkit.text import Text

DAY = date(2027, 4, 16)
DOOR = Door(key=3, code="MAIN", name=Text(en="Main"), direction="in", room=None, session=None, rule=CheckpointRule())
DEVICE = Pass(
    key=5,
    code="N1",
    name="North gate",
    conference=2,
    calendar=Calendar(zone=ZoneInfo("Asia/Shanghai"), day_starts_at=time(5), starts_on=DAY, ends_on=DAY),
    paired_at=NOW,
    is_revoked=False,
    last_seen_at=None,
    doors={"MAIN": DOOR},
)
ATTEMPT = Attempt(
    uuid=UUID(int=1),
    moment=Moment(device_at=NOW),
    checkpoint="MAIN",
    direction=Direction.IN,
    reading=Reading.CODE,
    day=DAY,
    prefix="0123456789abcdef",
)
HOLDER = Holder(
    credential=11,
    delegate=12,
    state=CredentialState.VALID,
    name="林知远",
    name_latin="LIN Zhiyuan",
    institution=Text(),
    category="delegate",
    category_name=Text(),
    number="D-1001",
)
PREVIOUS = PreviousEntry(at=NOW - timedelta(hours=1), scanner="South gate", left=False, device=6)
FACTS = Facts(credential=CredentialState.VALID, at=NOW, day=DAY, previous=PREVIOUS)
ALREADY_IN = Decision(verdict=Verdict.REFUSE, reason=Reason.ALREADY_IN)
ON_TIME = Timing(at=NOW, is_doubtful=False)
DOUBTFUL = Timing(at=NOW, is_doubtful=True)
OK = Decision(verdict=Verdict.ADMIT, reason=Reason.OK)


def row(attempt: Attempt = ATTEMPT, *, late: timedelta = timedelta(0)) -> Scan:
    return attempt_row(attempt, DEVICE, DOOR, timing=ON_TIME, now=NOW + late)


def test_an_attempts_row_has_device_reading_checkpoint_and_time() -> None:
    scan = row(late=timedelta(seconds=2))

    assert (scan.uuid, scan.record, scan.direction, scan.day, scan.prefix) == (
        ATTEMPT.uuid,
        RecordKind.ATTEMPT,
        "in",
        DAY,
        ATTEMPT.prefix,
    )
    assert (scan.conference_id, scan.checkpoint_id, scan.device_id) == (2, 3, 5)
    assert (scan.device_at, scan.effective_at, scan.received_at) == (NOW, NOW, NOW + timedelta(seconds=2))
    assert (scan.verdict, scan.reason, scan.delegate_id, scan.credential_id) == ("", "", None, None)
    assert scan.content_hash == content_hash(ATTEMPT)


def test_an_attempts_row_has_the_devices_own_verdict_or_none() -> None:
    decided = row(replace(ATTEMPT, local_verdict=Verdict.ASK, local_reason=Reason.UNKNOWN))

    assert (decided.local_verdict, decided.local_reason) == ("ask", "unknown")
    assert (row().local_verdict, row().local_reason) == ("", "")


@pytest.mark.parametrize(
    ("late", "online"), [(timedelta(0), True), (AT_ONCE, True), (AT_ONCE + timedelta(milliseconds=1), False)]
)
def test_records_that_arrive_within_ten_seconds_count_as_online(late: timedelta, *, online: bool) -> None:
    void = Void(uuid=UUID(int=2), moment=Moment(device_at=NOW), attempt=ATTEMPT.uuid)

    assert timedelta(seconds=10) == AT_ONCE
    assert row(late=late).is_online is online
    assert follower_row(void, row(), timing=ON_TIME, now=NOW + late).is_online is online


def test_details_contain_only_known_values() -> None:
    moment = Moment(
        device_at=NOW,
        offset=timedelta(milliseconds=-1500),
        last_contact_at=NOW - timedelta(minutes=1),
        monotonic_ms=0.0,
    )
    full = replace(ATTEMPT, moment=moment, list_version=0, source="wedge")

    assert row().details == {"reading": "code", "source": "camera"}
    assert row(full).details == {
        "reading": "code",
        "source": "wedge",
        "list_version": 0,
        "offset_ms": -1500,
        "monotonic_ms": 0.0,
        "last_contact_at": "2027-04-16T01:11:00+00:00",
    }


def test_practice_is_marked() -> None:
    assert row(replace(ATTEMPT, is_practice=True)).is_practice is True
    assert row().is_practice is False


def test_a_decision_is_stored_with_the_holder() -> None:
    scan = write_decision(row(), OK, FACTS, HOLDER)

    assert (scan.verdict, scan.reason, scan.delegate_id, scan.credential_id) == ("admit", "ok", 12, 11)
    assert "previous" not in scan.details


def test_a_decision_about_nobody_has_no_holder() -> None:
    scan = write_decision(row(), Decision(verdict=Verdict.REFUSE, reason=Reason.UNKNOWN), FACTS, None)

    assert (scan.reason, scan.delegate_id, scan.credential_id) == ("unknown", None, None)


@pytest.mark.parametrize("previous", [PREVIOUS, replace(PREVIOUS, left=True, device=5)])
def test_the_earlier_entry_is_stored_so_that_the_answer_can_be_repeated(previous: PreviousEntry) -> None:
    scan = write_decision(row(), ALREADY_IN, replace(FACTS, previous=previous), HOLDER)

    assert again(scan, HOLDER) == Answer(
        uuid=ATTEMPT.uuid,
        outcome=RecordOutcome.ALREADY_RECORDED,
        verdict=Verdict.REFUSE,
        reason=Reason.ALREADY_IN,
        previous=previous,
        holder=HOLDER,
    )


def test_an_answer_without_an_earlier_entry_is_repeated_without_one() -> None:
    assert again(write_decision(row(), OK, FACTS, HOLDER), HOLDER).previous is None


@pytest.mark.parametrize(
    ("local", "device", "decision", "outcome", "previous"),
    [
        (None, 6, ALREADY_IN, RecordOutcome.RECORDED, PREVIOUS),
        (Verdict.ADMIT, 6, ALREADY_IN, RecordOutcome.DOUBLE_ADMISSION, PREVIOUS),
        (Verdict.ADMIT, 5, ALREADY_IN, RecordOutcome.RECORDED, replace(PREVIOUS, device=5)),
        (Verdict.ADMIT, 6, OK, RecordOutcome.RECORDED, None),
    ],
    ids=["decided here", "double admission", "a repeat at one device", "another reason"],
)
def test_the_answer_names_the_earlier_entry_if_it_is_the_reason(
    local: Verdict | None, device: int, decision: Decision, outcome: RecordOutcome, previous: PreviousEntry | None
) -> None:
    attempt = replace(ATTEMPT, local_verdict=local, local_reason=Reason.OK if local else None)
    facts = replace(FACTS, previous=replace(PREVIOUS, device=device))

    answer = answer_to(attempt, decision, facts, HOLDER, device=DEVICE, timing=ON_TIME)

    assert answer == Answer(
        uuid=ATTEMPT.uuid,
        outcome=outcome,
        verdict=decision.verdict,
        reason=decision.reason,
        previous=previous,
        holder=HOLDER,
    )


MOMENT = Moment(device_at=NOW)
SHOWN = Shown(
    uuid=UUID(int=2),
    moment=MOMENT,
    attempt=ATTEMPT.uuid,
    verdict=Verdict.ADMIT,
    reason=Reason.OK,
    decider=Decider.DEVICE,
)
VOID = Void(uuid=UUID(int=3), moment=MOMENT, attempt=ATTEMPT.uuid)
OVERRIDE = Override(
    uuid=UUID(int=4),
    moment=MOMENT,
    attempt=ATTEMPT.uuid,
    verdict=Verdict.REFUSE,
    supervisor="周领班",
    note="Lent pass",
)


@pytest.mark.parametrize(
    ("record", "kind", "verdict", "reason", "note", "details"),
    [
        (SHOWN, RecordKind.SHOWN, "admit", "ok", "", {"decider": "device"}),
        (VOID, RecordKind.VOID, "", "", "", {}),
        (OVERRIDE, RecordKind.OVERRIDE, "refuse", "", "Lent pass", {"supervisor": "周领班"}),
    ],
    ids=["shown", "void", "override"],
)
def test_a_followers_row_stores_what_it_reports_about_the_attempt(
    record: Follower, kind: RecordKind, verdict: str, reason: str, note: str, details: dict[str, str]
) -> None:
    scan = follower_row(record, row(), timing=ON_TIME, now=NOW)

    assert (scan.uuid, scan.record, scan.content_hash) == (record.uuid, kind, content_hash(record))
    assert (scan.verdict, scan.reason, scan.note, scan.details) == (verdict, reason, note, details)


def test_a_followers_row_repeats_the_attempts_checkpoint_and_holder() -> None:
    about = write_decision(row(replace(ATTEMPT, is_practice=True, direction=Direction.OUT)), OK, FACTS, HOLDER)

    scan = follower_row(VOID, about, timing=Timing(at=NOW - timedelta(seconds=1), is_doubtful=False), now=NOW)

    assert scan.attempt is about
    columns = ("conference_id", "checkpoint_id", "device_id", "credential_id", "delegate_id", "direction", "day")
    assert [getattr(scan, name) for name in columns] == [getattr(about, name) for name in columns]
    assert scan.is_practice is True
    assert (scan.device_at, scan.effective_at, scan.received_at) == (NOW, NOW - timedelta(seconds=1), NOW)


def test_a_quarantined_record_sent_again_is_answered_as_quarantined() -> None:
    scan = write_decision(row(), OK, FACTS, HOLDER)
    scan.is_quarantined = True

    assert again(scan, HOLDER) == Answer(uuid=ATTEMPT.uuid, outcome=RecordOutcome.QUARANTINED)


def test_a_follower_sent_again_is_answered_without_a_verdict() -> None:
    scan = follower_row(OVERRIDE, row(), timing=ON_TIME, now=NOW)

    assert again(scan, HOLDER) == Answer(uuid=OVERRIDE.uuid, outcome=RecordOutcome.ALREADY_RECORDED)


def test_no_code_is_stored_with_an_override() -> None:
    code = "EUITJBSWY3DPEHPK3PXPJBSWY3DPEIE5"
    scan = follower_row(replace(OVERRIDE, supervisor=f"周{code}", note=f"{code} lent"), row(), timing=ON_TIME, now=NOW)

    assert (scan.details["supervisor"], scan.note) == ("周***", "*** lent")


@pytest.mark.parametrize(("timing", "is_doubtful"), [(ON_TIME, False), (DOUBTFUL, True)])
def test_a_doubtful_time_is_marked_in_rows_and_answers(timing: Timing, *, is_doubtful: bool) -> None:
    scan = write_decision(attempt_row(ATTEMPT, DEVICE, DOOR, timing=timing, now=NOW), OK, FACTS, HOLDER)

    assert scan.has_doubtful_time is is_doubtful
    assert follower_row(VOID, scan, timing=timing, now=NOW).has_doubtful_time is is_doubtful
    assert again(scan, HOLDER).noted is is_doubtful
    assert answer_to(ATTEMPT, OK, FACTS, HOLDER, device=DEVICE, timing=timing).noted is is_doubtful
