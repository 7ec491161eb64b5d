"""The states that the board shows: of a talk (a square) and of a forum (a row)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SOON = timedelta(minutes=30)


class Square(StrEnum):
    """The state of a talk on the board."""

    GIVEN = "given"
    READY = "ready"
    SHORT = "short"
    """No speaker is named yet."""
    ABSENT = "absent"
    ACT = "act"
    """It begins within half an hour, and a speaker has not come in."""


class ForumStatus(StrEnum):
    """The state of a forum on the board, most serious first."""

    SPEAKER_MISSING = "speaker_missing"
    OVERFULL = "overfull"
    NO_CHAIR = "no_chair"
    NO_ROOM = "no_room"
    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    NOT_TODAY = "not_today"
    FINE = "fine"

    @property
    def is_trouble(self) -> bool:
        """Whether somebody must act."""
        return self in {ForumStatus.SPEAKER_MISSING, ForumStatus.OVERFULL, ForumStatus.NO_CHAIR, ForumStatus.NO_ROOM}

    @property
    def is_warning(self) -> bool:
        """Whether somebody should look."""
        return self in {ForumStatus.DRAFTING, ForumStatus.SUBMITTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkFacts:
    """What decides a talk's square. `doors_work`: at least one person has come in today."""

    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    is_named: bool
    has_arrived: bool
    doors_work: bool


def square_of(talk: TalkFacts, *, now: datetime) -> Square:
    """Return the square of a talk at this instant."""
    if talk.is_cancelled or talk.ends_at <= now:
        return Square.GIVEN
    if not talk.is_named:
        return Square.SHORT
    if talk.has_arrived or not talk.doors_work:
        return Square.READY
    return Square.ACT if talk.starts_at - now <= SOON else Square.ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumFacts:
    """What decides a forum's status. `inside` is None if nobody counts people, `seats` if the capacity is unknown."""

    state: str
    has_chair: bool
    meets_today: bool
    has_room: bool
    squares: tuple[Square, ...]
    inside: int | None
    seats: int | None


def status_of_forum(forum: ForumFacts) -> ForumStatus:
    """Return the most serious status that applies."""
    checks = (
        (Square.ACT in forum.squares, ForumStatus.SPEAKER_MISSING),
        (forum.inside is not None and forum.seats is not None and forum.inside > forum.seats, ForumStatus.OVERFULL),
        (not forum.has_chair, ForumStatus.NO_CHAIR),
        (forum.meets_today and not forum.has_room, ForumStatus.NO_ROOM),
        (forum.state == "drafting", ForumStatus.DRAFTING),
        (forum.state == "submitted", ForumStatus.SUBMITTED),
        (not forum.meets_today, ForumStatus.NOT_TODAY),
    )
    return next((status for applies, status in checks if applies), ForumStatus.FINE)
