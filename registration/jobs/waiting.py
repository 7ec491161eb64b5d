"""Move people up from a long waiting list."""

from registration.operations.waiting import fill_on
from toolkit import clock


def move_up(category: int) -> None:
    """Give free places to those who wait for them, at most so many at once; what is left over is queued again."""
    fill_on(category, now=clock.now())
