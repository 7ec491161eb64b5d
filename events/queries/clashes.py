"""The clashes that are still open, counted and listed, and those that somebody has decided to keep."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.cache import caches

from events.models import AcceptedClash, Conference
from events.queries.bookings import booked, programme_clashes, window_around
from events.rules.bookings import Clash
from events.rules.clash_list import ClashList, clash_list
from events.rules.repairs import Repair, repairs

REMEMBERED = 24 * 3600
RECENT = 30
"""Seconds."""


@dataclass(frozen=True, kw_only=True)
class ClashCounts:
    """The numbers of open clashes, of those that stop a publication, and of those of each forum, by its number."""

    open: int = 0
    hard: int = 0
    by_forum: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, listed: ClashList) -> "ClashCounts":
        """Count what is open. A group of clashes counts once, like a line of the list."""
        forums = Counter(
            number for group in listed.open for number in {each for clash in group.clashes for each in clash.forums}
        )
        return cls(open=len(listed.open), hard=len(listed.hard), by_forum=dict(forums))


def accepted_clashes(conference: Conference) -> dict[str, AcceptedClash]:
    """Return the clashes that somebody has decided to keep, by their marks."""
    return {row.mark: row for row in AcceptedClash.objects.filter(conference=conference).select_related("by")}


def count_clashes(conference: Conference, found: Iterable[Clash] | None = None) -> ClashCounts:
    """Count the open clashes, and remember the numbers for the navigation. `found` has all clashes, where known."""
    clashes = programme_clashes(conference) if found is None else found
    counts = ClashCounts.of(clash_list(clashes, accepted_clashes(conference)))
    caches["pages"].set(_key(conference, "known"), counts, timeout=REMEMBERED)
    caches["pages"].set(_key(conference, "recent"), counts, timeout=RECENT)
    return counts


def known_counts(conference: Conference) -> ClashCounts | None:
    """Return the numbers as they were counted last in this process; None if they were not. No query."""
    known: ClashCounts | None = caches["pages"].get(_key(conference, "known"))
    return known


def open_clashes(conference: Conference) -> int | None:
    """Return the number of open clashes for the navigation, if it is known."""
    known = known_counts(conference)
    return known.open if known else None


def recent_counts(conference: Conference) -> ClashCounts:
    """Return the numbers as they were at most half a minute ago, for pages that ask for them all the time."""
    known: ClashCounts | None = caches["pages"].get(_key(conference, "recent"))
    return count_clashes(conference) if known is None else known


def repairs_of(conference: Conference, clash: Clash) -> tuple[Repair, ...]:
    """Return the repairs of a clash within its day, the best one first."""
    starts = [booking.starts_at for booking in clash.places]
    day = booked(conference, window_around(conference, *starts))
    return repairs(
        clash,
        sessions=day.agenda.sessions,
        bookings=day.bookings,
        site=day.agenda.site,
        distinct=day.distinct,
    )


def _key(conference: Conference, what: str) -> str:
    return f"clashes-{what}-{conference.pk}"
