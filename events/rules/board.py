"""The board of forums: a line for each, how lines are counted, filtered and sorted, and whom a reminder may go to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from events.rules.forums import ForumState
from events.rules.gaps import GapKind
from toolkit.text import Text

BETWEEN_REMINDERS = timedelta(hours=24)
"""The least time between two reminders about one forum, whoever sends them and from wherever."""
CHANGED = "changed"
AWAITED = frozenset({ForumState.DRAFTING, ForumState.RETURNED})
"""States in which a forum's hosts have the next move."""


class Counted(StrEnum):
    """What the board counts for each forum, in the order of its columns."""

    PEOPLE = "people"
    TRANSLATIONS = "translations"
    PHOTOS = "photos"
    ANSWERS = "answers"
    CLASHES = "clashes"
    REQUESTS = "requests"


GAPS: Mapping[Counted, frozenset[GapKind]] = {
    Counted.PEOPLE: frozenset({GapKind.NO_SPEAKER, GapKind.NO_CHAIR}),
    Counted.TRANSLATIONS: frozenset({GapKind.NO_TRANSLATION}),
    Counted.PHOTOS: frozenset({GapKind.NO_PHOTO}),
    Counted.ANSWERS: frozenset({GapKind.UNANSWERED}),
}
"""The gaps that a column counts."""


def counted(missing: Mapping[GapKind, int]) -> dict[Counted, int]:
    """Return how many gaps each column counts, without those that count none."""
    numbers = {what: sum(missing.get(kind, 0) for kind in kinds) for what, kinds in GAPS.items()}
    return {what: number for what, number in numbers.items() if number}


SEVERE = frozenset({Counted.PEOPLE, Counted.CLASHES})
"""What is trouble; all else can follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A secretary of a forum."""

    name: str
    has_signed_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLine:
    """A forum on the board. `forum_id` is its key, `counts` has no zeros.

    `is_changed` tells that an approved forum has been changed since: the change waits for the centre.
    """

    forum_id: int
    number: int
    title: Text
    state: ForumState
    is_changed: bool = False
    talks: int = 0
    per_cent: int = 0
    counts: Mapping[Counted, int] = field(default_factory=dict)
    changed_at: datetime | None = None
    changed_by: str = ""
    contacts: tuple[Contact, ...] = ()

    @property
    def standing(self) -> str:
        """The state, or "changed" for an approved forum that has been changed since."""
        return CHANGED if self.is_changed else self.state.value

    @property
    def is_awaited(self) -> bool:
        """Whether its hosts have the next move."""
        return self.state in AWAITED

    @property
    def has_come(self) -> bool:
        """Whether any of its secretaries has signed in."""
        return any(contact.has_signed_in for contact in self.contacts)

    @property
    def is_changed_by_contact(self) -> bool:
        """Whether the last change is by one of its secretaries, who are named anyway."""
        return any(contact.name == self.changed_by for contact in self.contacts)

    @property
    def is_in_trouble(self) -> bool:
        """Whether it clashes or lacks people."""
        return any(self.counts.get(what) for what in SEVERE)


class BoardFilter(StrEnum):
    """Which forums the board shows."""

    ALL = "all"
    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    TROUBLE = "trouble"


class BoardOrder(StrEnum):
    """How the board is sorted."""

    NUMBER = "number"
    TROUBLE = "trouble"
    CHANGED = "changed"


def fits(line: BoardLine, wanted: BoardFilter) -> bool:
    """Return whether the filter shows a line. What was changed after its approval waits as what was submitted does."""
    if wanted is BoardFilter.TROUBLE:
        return line.is_in_trouble
    if wanted is BoardFilter.SUBMITTED and line.is_changed:
        return True
    return wanted is BoardFilter.ALL or line.state.value == wanted.value


def filter_counts(lines: Iterable[BoardLine]) -> dict[BoardFilter, int]:
    """Return how many lines each filter shows."""
    known = list(lines)
    return {wanted: sum(fits(line, wanted) for line in known) for wanted in BoardFilter}


def ordered(lines: Iterable[BoardLine], by: BoardOrder) -> list[BoardLine]:
    """Return lines by number, the most severe troubles first, or the last change first."""
    known = sorted(lines, key=lambda line: line.number)
    if by is BoardOrder.TROUBLE:
        return sorted(known, key=_severity, reverse=True)
    if by is BoardOrder.CHANGED:
        return sorted(known, key=lambda line: line.changed_at.timestamp() if line.changed_at else 0, reverse=True)
    return known


def _severity(line: BoardLine) -> tuple[int, int]:
    severe = sum(line.counts.get(what, 0) for what in SEVERE)
    return severe, sum(line.counts.values()) - severe


def sums(lines: Iterable[BoardLine], *, clashes: int) -> Counter[Counted]:
    """Return the sums of the columns. A clash between two forums counts in both, and once in the sum: so `clashes` has
    their number.
    """
    total: Counter[Counted] = Counter()
    for line in lines:
        total.update(line.counts)
    total[Counted.CLASHES] = clashes
    return total


def telling(lines: Iterable[BoardLine]) -> frozenset[Counted]:
    """Return the columns whose numbers are coloured: trouble, and what at most half of the forums lack.

    What nearly all of them lack is usual at this time, and a board on which everything is coloured says nothing.
    """
    known = list(lines)
    rare = {what for what in GAPS if 2 * sum(what in line.counts for line in known) <= len(known)}
    return SEVERE | rare


def adrift(lines: Iterable[BoardLine]) -> frozenset[int]:
    """Return the numbers of the forums that nobody works on: their hosts have the next move, but there are none.

    Where no forum has a secretary the centre does all of the work, so that nothing is wrong.
    """
    known = list(lines)
    if not any(line.contacts for line in known):
        return frozenset()
    return frozenset(line.number for line in known if line.is_awaited and not line.contacts)


class Spared(StrEnum):
    """Why no reminder is sent about a forum."""

    NOT_AWAITED = "not_awaited"
    CLOSED = "closed"
    """The deadline has passed, so that its hosts can change nothing."""
    NO_SECRETARY = "no_secretary"
    REMINDED_LATELY = "reminded_lately"


def spared(
    state: ForumState, *, is_shut: bool, secretaries: int, reminded_at: datetime | None, now: datetime
) -> Spared | None:
    """Return why nobody is reminded of a forum now, or None if its secretaries may be."""
    if state not in AWAITED:
        return Spared.NOT_AWAITED
    if is_shut:
        return Spared.CLOSED
    if not secretaries:
        return Spared.NO_SECRETARY
    if reminded_at is not None and now - reminded_at < BETWEEN_REMINDERS:
        return Spared.REMINDED_LATELY
    return None
