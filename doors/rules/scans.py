"""The records that a door makes, what is answered to each, and what follows from them. Pure.

A record is made on the device with its own UUID, and never changed. What was presented is an attempt; shown, void and
override say something about one.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar
from uuid import UUID, uuid5

from doors.rules.admission import CredentialState, Direction, PreviousEntry, Reason, Verdict
from toolkit.text import Text


class RecordKind(StrEnum):
    """The kinds of record: an attempt, and what can be said about one."""

    ATTEMPT = "attempt"
    SHOWN = "shown"
    VOID = "void"
    OVERRIDE = "override"


class RecordOutcome(StrEnum):
    """What became of one record."""

    RECORDED = "recorded"
    ALREADY_RECORDED = "already_recorded"
    DOUBLE_ADMISSION = "double_admission"
    """Recorded; but the door had let somebody in who had come in by another one."""
    QUARANTINED = "quarantined"
    """Kept for review: from a revoked device, or another record under a UUID that was used before."""
    MALFORMED = "malformed"
    """Not kept."""


class Reading(StrEnum):
    """What a camera or a keyboard gave."""

    CODE = "code"
    MALFORMED = "malformed"
    OTHER_CONFERENCE = "other_conference"


class Decider(StrEnum):
    """Whose verdict a door showed."""

    SERVER = "server"
    DEVICE = "device"


@dataclass(frozen=True, kw_only=True)
class Moment:
    """When something happened, as its device knew it: its clock, how far that was off, and when it last knew."""

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
    """Which verdict the person at the door saw, and whose it was."""

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
    """Somebody decided otherwise, or decided what the door asked: who (empty: the door itself), and why."""

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
    """Why a record is malformed: the field, and words for whoever reads the log."""

    field: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Whoever has a badge, as a door shows them; with keys, and the credential's state at this moment."""

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
    """What the server says about one record. Without a verdict where it decided nothing."""

    uuid: UUID
    outcome: RecordOutcome
    verdict: Verdict | None = None
    reason: Reason | None = None
    previous: PreviousEntry | None = None
    holder: Holder | None = None
    problem: Problem | None = None

    @property
    def noted(self) -> bool:
        """Whether the day's report has a line about it."""
        return self.reason is Reason.WRONG_DIRECTION


@dataclass(frozen=True, kw_only=True)
class Movement:
    """Somebody was let through a checkpoint. `room` None: a checkpoint of the house, not of a room."""

    uuid: UUID
    at: datetime
    checkpoint: int
    room: int | None
    direction: Direction
    scanner: str
    device: int


def effective_time(moment: Moment, *, received_at: datetime) -> datetime:
    """The device's time put right by its offset, never before its last contact nor after the record arrived."""
    try:
        told = moment.device_at + moment.offset
    except OverflowError:
        told = received_at
    earliest = moment.last_contact_at or told
    return min(max(told, earliest), received_at)


def content_hash(record: Record) -> str:
    """The same for the same record, sent again; another one for anything else under its UUID."""
    plain = {"kind": type(record).__name__} | vars(record) | {"moment": vars(record.moment)}
    return hashlib.sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()


def uuid_of_conflict(record: Record) -> UUID:
    """The UUID under which a record is kept whose own is taken by another record."""
    return uuid5(record.uuid, content_hash(record))


def last_entry(movements: Iterable[Movement], *, checkpoint: int, room: int | None) -> PreviousEntry | None:
    """The person's last entry through this checkpoint, and whether they left since.

    One leaves by the same checkpoint outwards, or a room by entering another room.
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
    """Whether the door let somebody in who was already in by another door."""
    elsewhere = previous is not None and previous.device != device
    return attempt.local_verdict is Verdict.ADMIT and reason is Reason.ALREADY_IN and elsewhere
