"""What forums still lack."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q

from events.extensions import Gap, completeness
from events.models import Forum, Talk
from events.rules.gaps import GapKind, share_complete
from events.rules.programme import SessionKind


@dataclass(kw_only=True)
class Completeness:
    """What one forum lacks, of how many things that were looked at, and its number of talks."""

    gaps: list[Gap] = field(default_factory=list)
    looked_at: int = 0
    talks: int = 0

    @property
    def missing(self) -> Counter[GapKind]:
        """The number of gaps of each kind."""
        return Counter(gap.kind for gap in self.gaps)

    @property
    def per_cent(self) -> int:
        """How complete the forum is."""
        return share_complete(looked_at=self.looked_at, missing=self.missing, talks=self.talks)


def completeness_of(forums: Collection[Forum]) -> dict[int, Completeness]:
    """Return how complete each of these forums of one conference is, by primary key."""
    found = {forum.pk: Completeness() for forum in forums}
    talks = _talks(forums)
    for talk in talks:
        found[forum_of(talk)].talks += 1
    for check in completeness:
        checked = check(forums, talks)
        for gap in checked.gaps:
            found[gap.forum_id].gaps.append(gap)
        for key, number in checked.looked_at.items():
            found[key].looked_at += number
    return found


def forum_of(talk: Talk) -> int:
    """Return the key of the forum that a talk of a forum is in, or waits in; 0 if it is in none."""
    return (talk.session.forum_id if talk.session else talk.forum_id) or 0


def _talks(forums: Collection[Forum]) -> list[Talk]:
    held = Q(session__forum__in=forums, session__is_cancelled=False) & ~Q(session__kind=SessionKind.CLOSED_DOOR)
    rows = Talk.objects.filter(held | Q(session=None, forum__in=forums), is_cancelled=False)
    talks = list(rows.select_related("session").defer("feed", "session__feed").order_by("starts_at", "pk"))
    conferences = {forum.conference_id: forum.conference for forum in forums}
    for talk in talks:
        talk.conference = conferences[talk.conference_id]
    return talks
