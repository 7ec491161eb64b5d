"""What a square and a row of the board say. Plain Python."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SOON = timedelta(minutes=30)


class Square(StrEnum):
    """A talk on the board, by the state squares of the look."""

    GIVEN = "given"
    READY = "ready"
    SHORT = "short"
    """Nobody is named yet."""
    ABSENT = "absent"
    ACT = "act"
    """It begins within half an hour, and who gives it has not come in."""


class ForumStatus(StrEnum):
    """A forum on the board, gravest first."""

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
    """A talk, as far as its square needs it. `doors_work`: anybody has come in today at all."""

    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    is_named: bool
    has_arrived: bool
    doors_work: bool


def square_of(talk: TalkFacts, *, now: datetime) -> Square:
    """The square of a talk at this instant."""
    if talk.is_cancelled or talk.ends_at <= now:
        return Square.GIVEN
    if not talk.is_named:
        return Square.SHORT
    if talk.has_arrived or not talk.doors_work:
        return Square.READY
    return Square.ACT if talk.starts_at - now <= SOON else Square.ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumFacts:
    """A forum, as far as its status needs it. `inside` and `seats` are None where nobody counts."""

    state: str
    has_chair: bool
    meets_today: bool
    has_room: bool
    squares: tuple[Square, ...]
    inside: int | None
    seats: int | None


def status_of_forum(forum: ForumFacts) -> ForumStatus:
    """The gravest that is to be said."""
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
