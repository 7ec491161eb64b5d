"""The tables in tests/vectors that Python and SQL both run."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from doors.rules.admission import CredentialState
from doors.rules.scans import AttemptFacts, FollowerFacts, RecordKind
from doors.rules.validity import CredentialFacts
from registration.rules.delegates import DelegateState

VECTORS = Path(__file__).resolve().parent.parent / "vectors"


class FollowerGiven(TypedDict, total=False):
    """A follower as the table writes it."""

    kind: str
    verdict: str
    is_quarantined: bool


class AttemptGiven(TypedDict, total=False):
    """An attempt as the table writes it."""

    verdict: str
    local_verdict: str
    is_known: bool
    is_online: bool
    is_practice: bool
    is_quarantined: bool


@dataclass(frozen=True, kw_only=True)
class Passage:
    """An attempt with its followers, and whether it let a delegate through."""

    name: str
    attempt: AttemptFacts
    admitted: bool


def passages() -> list[Passage]:
    """Return the table of `passages.json`."""
    return [
        Passage(
            name=case["name"], attempt=_attempt(case["attempt"], case["followers"]), admitted=case["admitted"] is True
        )
        for case in json.loads((VECTORS / "passages.json").read_text())["cases"]
    ]


def _attempt(attempt: AttemptGiven, followers: list[FollowerGiven]) -> AttemptFacts:
    return AttemptFacts(
        **attempt,
        followers=[
            FollowerFacts(
                kind=RecordKind(each["kind"]),
                verdict=each.get("verdict", ""),
                is_quarantined=each.get("is_quarantined", False),
            )
            for each in followers
        ],
    )


def credential_states() -> list[tuple[CredentialFacts, CredentialState]]:
    """Return the table of `credential_states.json`: what is known of a credential, and its state."""
    table = json.loads((VECTORS / "credential_states.json").read_text())
    cases = [dict(zip(table["columns"], case, strict=True)) for case in table["cases"]]
    return [
        (
            CredentialFacts(
                is_revoked=case["is_revoked"],
                delegate_state=DelegateState(case["delegate_state"]),
                is_paid=case["is_paid"],
            ),
            CredentialState(case["state"]),
        )
        for case in cases
    ]
