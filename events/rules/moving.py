"""Where something could be moved to: the rooms of a conference with what speaks against each, best first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from events.rules.spans import Span
from toolkit.text import Text


class MoveFault(StrEnum):
    """Why nothing was moved."""

    ONE_AND_THE_SAME = "one_and_the_same"
    NO_SESSIONS = "no_sessions"
    NOTHING_CHOSEN = "nothing_chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A session in a room. `session` is its code, `forum` the number of its forum."""

    session: str
    forum: int | None = None
    name: Text
    room: int | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """A room by primary key. `seats` is None if nobody knows."""

    key: int
    seats: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A room that something could be moved to, and the sessions that are there at the same time."""

    room: int
    seats: int | None
    taken_by: tuple[Stay, ...]

    @property
    def is_free(self) -> bool:
        """Whether nothing else is in the room at that time."""
        return not self.taken_by


def choices(halls: Sequence[Hall], moved: Iterable[Stay], others: Iterable[Stay]) -> tuple[Choice, ...]:
    """Return the rooms for sessions that would take place at the times of `moved`: free ones first, then by seats.

    `others` are all sessions of the conference; those that are moved themselves do not count. Among rooms that are
    equally good the order of the rooms stays.
    """
    wanted = list(moved)
    codes = {stay.session for stay in wanted}
    rest = [stay for stay in others if stay.session not in codes]
    found = [
        Choice(
            room=hall.key,
            seats=hall.seats,
            taken_by=tuple(
                stay for stay in rest if stay.room == hall.key and any(stay.span.overlaps(each.span) for each in wanted)
            ),
        )
        for hall in halls
    ]
    return tuple(sorted(found, key=lambda choice: (len(choice.taken_by), -(choice.seats or 0))))
