"""Walking times as they are set: general minutes, and exceptions for two rooms."""

from dataclasses import dataclass

from events.rules.edits import Edit

MOST_MINUTES = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkingEdit(Edit):
    """A conference's general minutes from one room to another; 0 means that they are not checked."""

    walk_same_floor: int = 0
    walk_other_floor: int = 0
    walk_other_venue: int = 0


@dataclass(frozen=True, slots=True, order=True)
class WalkBetween:
    """The minutes between two rooms, given by primary keys; `first` is the smaller one."""

    first: int
    second: int
    minutes: int

    @classmethod
    def of(cls, one: int, other: int, minutes: int) -> "WalkBetween":
        """Return the walk between two rooms in either order."""
        return cls(min(one, other), max(one, other), minutes)
