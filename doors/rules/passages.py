"""Whether an attempt let somebody through, in view of what was said about it afterwards.

`ScanQuerySet.admitted` is the twin in SQL; both run `tests/vectors/passages.json`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from doors.rules.admission import Verdict
from doors.rules.scans import RecordKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowerFacts:
    """A record about an attempt. `verdict` is the one shown or the supervisor's; empty for a void."""

    kind: RecordKind
    verdict: str = ""
    is_quarantined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptFacts:
    """An attempt and its followers, in order of time.

    `verdict` is the server's; `local_verdict` the device's, empty where it left the decision to the server;
    `is_known` says whether the badge belongs to a delegate.
    """

    verdict: str
    local_verdict: str = ""
    is_known: bool = True
    is_online: bool = True
    is_practice: bool = False
    is_quarantined: bool = False
    followers: Sequence[FollowerFacts] = ()


def was_admitted(attempt: AttemptFacts) -> bool:
    """Return whether a delegate went through: known, not undone, neither practice nor quarantined, admitted in the end.

    The verdict that counts is the last override's; without one the last that was shown; without that the device's
    where it decided offline, and the server's otherwise. Quarantined followers count for nothing.
    """
    if not attempt.is_known or attempt.is_practice or attempt.is_quarantined:
        return False
    last = {follower.kind: follower.verdict for follower in attempt.followers if not follower.is_quarantined}
    if RecordKind.VOID in last:
        return False
    decided = attempt.verdict if attempt.is_online else attempt.local_verdict or attempt.verdict
    return last.get(RecordKind.OVERRIDE, last.get(RecordKind.SHOWN, decided)) == Verdict.ADMIT
