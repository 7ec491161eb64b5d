"""The running order of a session as it is stored, and the places that a talk could take in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from events.models import Session, Talk
from events.rules.running_order import Item, Placed, computed, first_outside, inserted, unpinned
from events.rules.spans import Span


def item_of(talk: Talk, pinned_at: datetime | None) -> Item:
    """Return a talk as an item of a running order."""
    return Item(key=talk.pk, length=talk.ends_at - talk.starts_at, pinned_at=pinned_at)


def items_of(session: Session, talks: Iterable[Talk] | None = None) -> tuple[Item, ...]:
    """Return the running order of a session. A talk that does not follow the one before it counts as pinned.

    Without `talks` they are read in one query; otherwise they are those of the session, in order.
    """
    rows = list(session.talks.order_by("starts_at", "position", "pk") if talks is None else talks)
    following = unpinned(session.starts_at, [Placed(talk.pk, Span(talk.starts_at, talk.ends_at)) for talk in rows])
    return tuple(item_of(talk, talk.starts_at if talk.is_pinned or talk.pk not in following else None) for talk in rows)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in a session that a talk could take: when it would start, after which talk, and by how much the session
    would then end too late.
    """

    session: Session
    position: int
    starts_at: datetime
    after: Talk | None
    overrun: timedelta
    is_here: bool = False

    @property
    def key(self) -> str:
        """What a form sends back of the place."""
        return f"{self.session.code}:{self.position}"


def places_of(talk: Talk, session: Session, talks: Sequence[Talk]) -> list[Place]:
    """Return the places in a session at which the talk would begin before its end; `talks` are its talks in order."""
    found = []
    others = [each for each in talks if each.pk != talk.pk]
    items, span = items_of(session, talks), Span(session.starts_at, session.ends_at)
    for position in range(len(others) + 1):
        placed = computed(session.starts_at, inserted(items, item_of(talk, None), position))
        if first_outside(span, placed) is not None:
            continue
        own = next(each for each in placed if each.key == talk.pk)
        end = max(each.span.ends_at for each in placed)
        is_here = [each.pk for each in talks] == [each.key for each in placed]
        found.append(
            Place(
                session=session,
                position=position,
                starts_at=own.span.starts_at,
                after=others[position - 1] if position else None,
                overrun=max(end - session.ends_at, timedelta(0)),
                is_here=is_here,
            )
        )
    return found
