"""The running order of a session: a list of talks with lengths, from which their starts are computed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from events.rules.spans import Span

LONGEST_TALK = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A talk in the order of its session. One with `pinned_at` starts then; others when the one before ends."""

    key: int
    length: timedelta
    pinned_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A talk with its times."""

    key: int
    span: Span


def computed(starts_at: datetime, items: Iterable[Item]) -> tuple[Placed, ...]:
    """Return the times of the talks of a session that starts at `starts_at`, in their order.

    A talk that is pinned to a time before the one before it ends overlaps that one, and the next starts after both.
    """
    free_from = starts_at
    placed = []
    for item in items:
        start = free_from if item.pinned_at is None else item.pinned_at
        span = Span(start, start + item.length)
        placed.append(Placed(item.key, span))
        free_from = max(free_from, span.ends_at)
    return tuple(placed)


def unpinned(starts_at: datetime, placed: Sequence[Placed]) -> frozenset[int]:
    """Return the keys of the talks that start exactly when the one before ends, so that nothing needs to pin them."""
    free_from, found = starts_at, set()
    for each in placed:
        if each.span.starts_at == free_from:
            found.add(each.key)
        free_from = max(free_from, each.span.ends_at)
    return frozenset(found)


def inserted(items: Sequence[Item], item: Item, position: int) -> tuple[Item, ...]:
    """Return the order with `item`, no longer pinned, at `position`, counted from 0 without it.

    A position beyond the end means the end.
    """
    others = [each for each in items if each.key != item.key]
    others.insert(max(position, 0), replace(item, pinned_at=None))
    return tuple(others)


def first_outside(session: Span, placed: Iterable[Placed]) -> Placed | None:
    """Return the first talk that would begin before the session or not before its end, or None.

    A talk that begins in its session may end after it: that is shown as trouble, and not refused.
    """
    return next(
        (
            each
            for each in placed
            if not session.starts_at <= each.span.starts_at < max(session.ends_at, session.starts_at)
        ),
        None,
    )
