"""The records that a device makes, the answers to them, and what follows from them. Pure.

A record is made on the device with its own UUID and is never changed. An attempt says what was presented; shown, void
and override are its followers and say something about it.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar
from uuid import UUID, uuid5

from doors.rules.admission import CredentialState, Direction, PreviousEntry, Reason, Verdict
from toolkit.text import Text


class RecordKind(StrEnum):
    """The kinds of record: an attempt and its followers."""

    ATTEMPT = "attempt"
    SHOWN = "shown"
    VOID = "void"
    OVERRIDE = "override"


class RecordOutcome(StrEnum):
    """The outcome of one record."""

    RECORDED = "recorded"
    ALREADY_RECORDED = "already_recorded"
    DOUBLE_ADMISSION = "double_admission"
    """Recorded, but the device had admitted somebody whom another device had admitted before."""
    QUARANTINED = "quarantined"
    """Kept for review: it is from a revoked device, or its UUID is that of another record."""
    MALFORMED = "malformed"
    """Not kept."""


class Reading(StrEnum):
    """What a camera or a keyboard read."""

    CODE = "code"
    MALFORMED = "malformed"
    OTHER_CONFERENCE = "other_conference"


class Decider(StrEnum):
    """Who decided the verdict that was shown."""

    SERVER = "server"
    DEVICE = "device"


@dataclass(frozen=True, kw_only=True)
class Moment:
    """The time of a record by its device: the clock, its offset from the server's, and the last contact."""

    device_at: datetime
    offset: timedelta = timedelta(0)
    last_contact_at: datetime | None = None
    monotonic_ms: float | None = None


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """Something was presented at a checkpoint (named by its code). `prefix` is empty unless a code was read."""

    kind: ClassVar = RecordKind.ATTEMPT
    uuid: UUID
    moment: Moment
    checkpoint: str
    direction: Direction
    reading: Reading
    day: date
    prefix: str = ""
    local_verdict: Verdict | None = None
    local_reason: Reason | None = None
    list_version: int | None = None
    is_practice: bool = False
    source: str = "camera"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The verdict that staff saw, and who decided it."""

    kind: ClassVar = RecordKind.SHOWN
    uuid: UUID
    moment: Moment
    attempt: UUID
    verdict: Verdict
    reason: Reason
    decider: Decider


@dataclass(frozen=True, kw_only=True)
class Void:
    """The attempt was undone on the spot."""

    kind: ClassVar = RecordKind.VOID
    uuid: UUID
    moment: Moment
    attempt: UUID


@dataclass(frozen=True, kw_only=True)
class Override:
    """A person decided against the verdict, or answered "ask": who (empty: the staff at the door), and why."""

    kind: ClassVar = RecordKind.OVERRIDE
    uuid: UUID
    moment: Moment
    attempt: UUID
    verdict: Verdict
    supervisor: str
    note: str


Follower = Shown | Void | Override
Record = Attempt | Follower


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why a record is malformed: the field, and an English message for the log."""

    field: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Holder:
    """The holder of a badge as a scanner shows them, with keys and the credential's present state."""

    credential: int
    delegate: int
    state: CredentialState
    name: str
    name_latin: str
    institution: Text
    category: str
    category_name: Text
    number: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The server's answer to one record; without a verdict if there was nothing to decide."""

    uuid: UUID
    outcome: RecordOutcome
    verdict: Verdict | None = None
    reason: Reason | None = None
    previous: PreviousEntry | None = None
    holder: Holder | None = None
    problem: Problem | None = None
    has_doubtful_time: bool = False

    @property
    def noted(self) -> bool:
        """Whether the day's report has a line about the attempt."""
        return self.reason is Reason.WRONG_DIRECTION or self.has_doubtful_time


@dataclass(frozen=True, kw_only=True)
class Timing:
    """When a record counts, and whether the time that its device gave cannot be true."""

    at: datetime
    is_doubtful: bool


@dataclass(frozen=True, kw_only=True)
class Movement:
    """One person let through one checkpoint. `room` is None for a checkpoint that leads to no room."""

    uuid: UUID
    at: datetime
    checkpoint: int
    room: int | None
    direction: Direction
    scanner: str
    device: int


CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far a corrected clock may be wrong before its times are doubtful."""


def effective_time(moment: Moment, *, received_at: datetime) -> datetime:
    """Return the device's time corrected by its offset, clamped to [last contact, `received_at`]."""
    told = _told(moment) or received_at
    earliest = moment.last_contact_at or told
    return min(max(told, earliest), received_at)


def timing(moment: Moment, *, paired_at: datetime, received_at: datetime) -> Timing:
    """Return the effective time; the time of receipt, marked as doubtful, if the device's cannot be true.

    It is doubtful after its receipt or before the device was paired, and so is a last contact after the receipt.
    """
    told, latest = _told(moment), received_at + CLOCK_TOLERANCE
    is_true = told is not None and paired_at - CLOCK_TOLERANCE <= told <= latest
    if not is_true or (moment.last_contact_at is not None and moment.last_contact_at > latest):
        return Timing(at=received_at, is_doubtful=True)
    return Timing(at=effective_time(moment, received_at=received_at), is_doubtful=False)


def _told(moment: Moment) -> datetime | None:
    """Return the device's time corrected by its offset; None if no calendar has it."""
    try:
        return moment.device_at + moment.offset
    except OverflowError:
        return None


_as_json = json.JSONEncoder(sort_keys=True, default=str).encode


def content_hash(record: Record) -> str:
    """Return a SHA-256 of the record's content: equal for a repetition, different for other content under its UUID."""
    plain = {"kind": type(record).__name__} | vars(record) | {"moment": vars(record.moment)}
    return hashlib.sha256(_as_json(plain).encode()).hexdigest()


def uuid_of_conflict(record: Record) -> UUID:
    """Return the UUID to keep a record under whose own is taken; the same each time for the same content."""
    return uuid5(record.uuid, content_hash(record))


def last_entry(movements: Iterable[Movement], *, checkpoint: int, room: int | None) -> PreviousEntry | None:
    """Return the person's last entry through this checkpoint, and whether they have left since; None if none.

    People leave through the same checkpoint, or leave a room by entering another one.
    """
    entry, left = None, False
    for movement in sorted(movements, key=lambda movement: (movement.at, movement.device, movement.uuid)):
        here = movement.checkpoint == checkpoint
        if here and movement.direction is Direction.IN:
            entry, left = movement, False
        elif here or (room is not None and movement.room not in {None, room} and movement.direction is Direction.IN):
            left = True
    return PreviousEntry(at=entry.at, scanner=entry.scanner, left=left, device=entry.device) if entry else None


def is_double_admission(attempt: Attempt, reason: Reason, *, previous: PreviousEntry | None, device: int) -> bool:
    """Return whether the device admitted somebody whom another device had admitted before."""
    elsewhere = previous is not None and previous.device != device
    return attempt.local_verdict is Verdict.ADMIT and reason is Reason.ALREADY_IN and elsewhere


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

    `ScanQuerySet.admitted` is the twin in SQL; both run `tests/vectors/passages.json`.
    """
    if not attempt.is_known or attempt.is_practice or attempt.is_quarantined:
        return False
    last = {follower.kind: follower.verdict for follower in attempt.followers if not follower.is_quarantined}
    if RecordKind.VOID in last:
        return False
    decided = attempt.verdict if attempt.is_online else attempt.local_verdict or attempt.verdict
    return last.get(RecordKind.OVERRIDE, last.get(RecordKind.SHOWN, decided)) == Verdict.ADMIT
