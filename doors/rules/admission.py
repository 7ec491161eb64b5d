"""Decide who is let through a checkpoint, and why not. Pure: all facts are passed in.

`static/door/admission.js` is the twin in JavaScript; both run `tests/vectors/admission.json`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Verdict(StrEnum):
    """The decision at a checkpoint."""

    ADMIT = "admit"
    REFUSE = "refuse"
    ASK = "ask"
    """Staff must decide: look at a document or the room, or call a supervisor."""


class Reason(StrEnum):
    """The reason of a verdict. The list is closed: the scanner has words for each."""

    OK = "ok"
    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    OTHER_CONFERENCE = "other_conference"
    REVOKED = "revoked"
    NOT_CONFIRMED = "not_confirmed"
    UNPAID = "unpaid"
    CANCELLED = "cancelled"
    WRONG_DAY = "wrong_day"
    OUTSIDE_HOURS = "outside_hours"
    CATEGORY_NOT_ADMITTED = "category_not_admitted"
    NOT_INVITED = "not_invited"
    NO_PLACE = "no_place"
    ALREADY_IN = "already_in"
    ROOM_FULL = "room_full"
    WRONG_DIRECTION = "wrong_direction"
    LIST_LEASE_OVER = "list_lease_over"
    PRACTICE = "practice"


class CredentialState(StrEnum):
    """The state of the code that was presented."""

    VALID = "valid"
    MALFORMED = "malformed"
    OTHER_CONFERENCE = "other_conference"
    UNKNOWN = "unknown"
    """Well formed, but not found."""
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    NOT_CONFIRMED = "not_confirmed"
    UNPAID = "unpaid"


class Direction(StrEnum):
    """The way in which somebody passes."""

    IN = "in"
    OUT = "out"


class DoorDirection(StrEnum):
    """The ways in which a checkpoint can be passed."""

    IN = "in"
    OUT = "out"
    BOTH = "both"


class CheckpointKind(StrEnum):
    """What a checkpoint does with an unknown badge while it is offline: ordinary asks, closed refuses."""

    ORDINARY = "ordinary"
    CLOSED = "closed"


class SessionList(StrEnum):
    """The list of a session that a checkpoint requires one to be on."""

    NONE = "none"
    INVITED = "invited"
    PLACES = "places"


@dataclass(frozen=True, kw_only=True)
class Window:
    """Hours on one event day: from `opens_at`, inclusive, to `closes_at`, exclusive. They may run past midnight."""

    day: date
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, kw_only=True)
class CheckpointRule:
    """The rule of one checkpoint. `categories` None: all; `hours` empty: always open; `capacity` None: no limit."""

    kind: CheckpointKind = CheckpointKind.ORDINARY
    categories: frozenset[str] | None = None
    session_list: SessionList = SessionList.NONE
    hours: tuple[Window, ...] = ()
    re_entry: bool = False
    exits_counted: bool = False
    """Whether exits are scanned too. Re-entry then requires an exit before it."""
    capacity: int | None = None


@dataclass(frozen=True, kw_only=True)
class PreviousEntry:
    """The person's last admission through this checkpoint on this event day."""

    at: datetime
    scanner: str
    """Name of the device."""
    left: bool
    """Whether the person has left since, by an exit or into another room."""
    device: int = 0
    """Key of the device: tells a repeat (same device) from a double admission (another one)."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The facts about one attempt.

    `category` is empty if the credential is unknown; `days` None means every day; `on_list` says whether the person is
    on the list that the checkpoint requires; `inside` counts the people inside before this attempt.
    """

    credential: CredentialState
    at: datetime
    day: date
    category: str = ""
    days: frozenset[date] | None = None
    on_list: bool = False
    previous: PreviousEntry | None = None
    inside: int = 0
    direction: Direction = Direction.IN
    online: bool = True
    lease_over: bool = False
    practice: bool = False


@dataclass(frozen=True, kw_only=True)
class Decision:
    """`noted`: the day's report has a line about it. `counts`: it is an entry or an exit."""

    verdict: Verdict
    reason: Reason
    noted: bool = False
    counts: bool = False


_ADMIT, _REFUSE, _ASK = Verdict.ADMIT, Verdict.REFUSE, Verdict.ASK

# reason: (online, offline at an ordinary door, offline at a closed door)
VERDICTS: dict[Reason, tuple[Verdict, Verdict, Verdict]] = {
    Reason.OK: (_ADMIT, _ADMIT, _ADMIT),
    Reason.MALFORMED: (_REFUSE, _REFUSE, _REFUSE),
    Reason.UNKNOWN: (_REFUSE, _ASK, _REFUSE),
    Reason.OTHER_CONFERENCE: (_REFUSE, _REFUSE, _REFUSE),
    Reason.REVOKED: (_REFUSE, _REFUSE, _REFUSE),
    Reason.NOT_CONFIRMED: (_REFUSE, _REFUSE, _REFUSE),
    Reason.UNPAID: (_REFUSE, _REFUSE, _REFUSE),
    Reason.CANCELLED: (_REFUSE, _REFUSE, _REFUSE),
    Reason.WRONG_DAY: (_REFUSE, _REFUSE, _REFUSE),
    Reason.OUTSIDE_HOURS: (_REFUSE, _REFUSE, _REFUSE),
    Reason.CATEGORY_NOT_ADMITTED: (_REFUSE, _REFUSE, _REFUSE),
    Reason.NOT_INVITED: (_REFUSE, _REFUSE, _REFUSE),
    Reason.NO_PLACE: (_REFUSE, _REFUSE, _REFUSE),
    Reason.ALREADY_IN: (_REFUSE, _REFUSE, _REFUSE),
    Reason.ROOM_FULL: (_ASK, _ASK, _ASK),
    Reason.WRONG_DIRECTION: (_ADMIT, _ADMIT, _ADMIT),
    Reason.LIST_LEASE_OVER: (_ADMIT, _ASK, _REFUSE),  # never reached online, where there is no lease
    Reason.PRACTICE: (_ADMIT, _ADMIT, _ADMIT),
}


def decide(facts: Facts, *, checkpoint: CheckpointRule) -> Decision:
    """Return the verdict, with the first reason that applies.

    Practice is decided in the same way, but "ok" becomes "practice" and nothing counts.
    """
    reason = next((found for rule in _RULES if (found := rule(facts, checkpoint))), Reason.OK)
    if facts.practice and reason is Reason.OK:
        reason = Reason.PRACTICE
    verdict = VERDICTS[reason][_column(facts, checkpoint)]
    return Decision(
        verdict=verdict,
        reason=reason,
        noted=reason is Reason.WRONG_DIRECTION,
        counts=verdict is Verdict.ADMIT and not facts.practice,
    )


def _column(facts: Facts, checkpoint: CheckpointRule) -> int:
    if facts.online:
        return 0
    return 1 if checkpoint.kind is CheckpointKind.ORDINARY else 2


_UNREADABLE = {
    CredentialState.MALFORMED: Reason.MALFORMED,
    CredentialState.OTHER_CONFERENCE: Reason.OTHER_CONFERENCE,
}
_NOT_VALID = {
    CredentialState.UNKNOWN: Reason.UNKNOWN,
    CredentialState.REVOKED: Reason.REVOKED,
    CredentialState.CANCELLED: Reason.CANCELLED,
    CredentialState.NOT_CONFIRMED: Reason.NOT_CONFIRMED,
    CredentialState.UNPAID: Reason.UNPAID,
}


def _unreadable(facts: Facts, _: CheckpointRule) -> Reason | None:
    return _UNREADABLE.get(facts.credential)


def _stale_list(facts: Facts, _: CheckpointRule) -> Reason | None:
    return Reason.LIST_LEASE_OVER if facts.lease_over and not facts.online else None


def _credential(facts: Facts, _: CheckpointRule) -> Reason | None:
    return _NOT_VALID.get(facts.credential)


def _exit(facts: Facts, _: CheckpointRule) -> Reason | None:
    """Let everybody out: the rules for coming in do not apply to exits."""
    if facts.direction is Direction.IN:
        return None
    inside = facts.previous is not None and not facts.previous.left
    return Reason.OK if inside else Reason.WRONG_DIRECTION


def _day(facts: Facts, checkpoint: CheckpointRule) -> Reason | None:
    if facts.days is not None and facts.day not in facts.days:
        return Reason.WRONG_DAY
    if checkpoint.hours and all(window.day != facts.day for window in checkpoint.hours):
        return Reason.WRONG_DAY
    return None


def _hours(facts: Facts, checkpoint: CheckpointRule) -> Reason | None:
    today = [window for window in checkpoint.hours if window.day == facts.day]
    if not today or any(window.opens_at <= facts.at < window.closes_at for window in today):
        return None
    return Reason.OUTSIDE_HOURS


def _category(facts: Facts, checkpoint: CheckpointRule) -> Reason | None:
    if checkpoint.categories is None or facts.category in checkpoint.categories:
        return None
    return Reason.CATEGORY_NOT_ADMITTED


def _list(facts: Facts, checkpoint: CheckpointRule) -> Reason | None:
    if checkpoint.session_list is SessionList.NONE or facts.on_list:
        return None
    return Reason.NOT_INVITED if checkpoint.session_list is SessionList.INVITED else Reason.NO_PLACE


def _already_in(facts: Facts, checkpoint: CheckpointRule) -> Reason | None:
    if facts.previous is None:
        return None
    may_come_again = checkpoint.re_entry and (facts.previous.left or not checkpoint.exits_counted)
    return None if may_come_again else Reason.ALREADY_IN


def _full(facts: Facts, checkpoint: CheckpointRule) -> Reason | None:
    if checkpoint.capacity is None or facts.inside < checkpoint.capacity:
        return None
    returning = facts.previous is not None and not facts.previous.left
    return None if returning else Reason.ROOM_FULL


# In this order: who somebody is, then when and where, then what they may do, then what they have done.
_RULES: tuple[Callable[[Facts, CheckpointRule], Reason | None], ...] = (
    _unreadable,
    _stale_list,
    _credential,
    _exit,
    _day,
    _hours,
    _category,
    _list,
    _already_in,
    _full,
)
