"""Admission at a door: the table of vectors, which the door's JavaScript runs too."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from doors.rules.admission import (
    VERDICTS,
    CheckpointKind,
    CheckpointRule,
    CredentialState,
    Decision,
    Direction,
    Facts,
    PreviousEntry,
    Reason,
    SessionList,
    Verdict,
    Window,
    decide,
)

Json = dict[str, object]
VECTORS = json.loads((Path(__file__).resolve().parents[2] / "vectors" / "admission.json").read_text())
CASES = [
    pytest.param(case, column, id=f"{case['name']} / {situation[0]}")
    for case in VECTORS["cases"]
    for column, situation in enumerate(VECTORS["situations"])
]


def facts_from(given: Json) -> Facts:
    days, previous = given.get("days"), given.get("previous")
    return Facts(
        credential=CredentialState(str(given["credential"])),
        at=datetime.fromisoformat(str(given["at"])),
        day=date.fromisoformat(str(given["day"])),
        category=str(given.get("category", "")),
        days=frozenset(map(date.fromisoformat, days)) if isinstance(days, list) else None,
        on_list=given.get("on_list") is True,
        previous=previous_from(previous) if isinstance(previous, dict) else None,
        inside=int(str(given.get("inside", 0))),
        direction=Direction(str(given.get("direction", "in"))),
        online=given["online"] is True,
        lease_over=given.get("lease_over") is True,
        practice=given.get("practice") is True,
    )


def previous_from(given: Json) -> PreviousEntry:
    return PreviousEntry(
        at=datetime.fromisoformat(str(given["at"])), scanner=str(given["scanner"]), left=given["left"] is True
    )


def checkpoint_from(given: Json) -> CheckpointRule:
    categories, hours, capacity = given.get("categories"), given.get("hours", []), given.get("capacity")
    assert isinstance(hours, list)
    return CheckpointRule(
        kind=CheckpointKind(str(given["kind"])),
        categories=frozenset(categories) if isinstance(categories, list) else None,
        session_list=SessionList(str(given.get("session_list", "none"))),
        hours=tuple(window_from(window) for window in hours),
        re_entry=given.get("re_entry") is True,
        exits_counted=given.get("exits_counted") is True,
        capacity=None if capacity is None else int(str(capacity)),
    )


def window_from(given: dict[str, str]) -> Window:
    return Window(
        day=date.fromisoformat(given["day"]),
        opens_at=datetime.fromisoformat(given["opens_at"]),
        closes_at=datetime.fromisoformat(given["closes_at"]),
    )


@pytest.mark.parametrize(("case", "column"), CASES)
def test_the_decision_is_that_of_the_table(case: dict[str, Json], column: int) -> None:
    _, more_facts, more_checkpoint = VECTORS["situations"][column]
    facts = facts_from(VECTORS["facts"] | case["facts"] | more_facts)

    decision = decide(facts, checkpoint=checkpoint_from(case["checkpoint"] | more_checkpoint))

    expect = case["expect"]
    reasons, verdicts = expect["reason"], expect["verdicts"]
    assert isinstance(verdicts, list)
    verdict = Verdict(verdicts[column])
    assert decision == Decision(
        verdict=verdict,
        reason=Reason(reasons[column] if isinstance(reasons, list) else str(reasons)),
        noted=expect["noted"] is True,
        counts=verdict is Verdict.ADMIT and not facts.practice,
    )


def test_the_table_has_every_reason_in_every_situation() -> None:
    seen = {
        (reason, column)
        for case in VECTORS["cases"]
        for column in range(3)
        for reason in [case["expect"]["reason"]]
        for reason in [reason[column] if isinstance(reason, list) else reason]
    }

    assert {(reason.value, column) for reason in Reason for column in range(3)} - seen == {("list_lease_over", 0)}


def test_every_reason_has_a_verdict() -> None:
    assert set(VERDICTS) == set(Reason)
