"""The rooms of a conference as far as clashes depend on them: seats, equipment, and the way from one to another."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from toolkit.text import Text


class Equipment(StrEnum):
    """What a room has, and what a session or a talk needs."""

    PROJECTOR = "projector"
    LED_WALL = "led_wall"
    MICROPHONES = "microphones"
    INTERPRETATION = "interpretation"
    STREAMING = "streaming"
    VIDEO_LINK = "video_link"
    VOTING = "voting"
    POSTER_BOARDS = "poster_boards"
    STEP_FREE = "step_free"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFacts:
    """A room. `capacity` is the number of seats, None if unknown; `venue` identifies the building."""

    key: str
    name: Text
    floor: str = ""
    venue: str = ""
    capacity: int | None = None
    equipment: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Walking:
    """How many minutes people need from one room to another; 0 means that it is not checked.

    `between` has the exceptions from the general minutes, by the keys of two rooms in both orders.
    """

    same_floor: int = 0
    other_floor: int = 0
    other_venue: int = 0
    between: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def longest(self) -> int:
        """The most minutes that any way takes."""
        return max(self.same_floor, self.other_floor, self.other_venue, *self.between.values(), 0)

    def minutes(self, one: RoomFacts, other: RoomFacts) -> int:
        """Return the minutes from one room to the other; none within a room."""
        if one.key == other.key:
            return 0
        exception = self.between.get((one.key, other.key))
        if exception is not None:
            return exception
        if one.venue != other.venue:
            return self.other_venue
        return self.same_floor if one.floor == other.floor else self.other_floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The rooms by key, and the ways between them."""

    rooms: Mapping[str, RoomFacts] = field(default_factory=dict)
    walking: Walking = field(default_factory=Walking)

    def minutes_between(self, one: str, other: str) -> int:
        """Return the minutes from one room to another, given by their keys; 0 if one is unknown."""
        first, second = self.rooms.get(one), self.rooms.get(other)
        return self.walking.minutes(first, second) if first and second else 0
