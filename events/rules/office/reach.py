"""How far a member sees into the programme of a conference: all of it, or only the own forums."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from events.rules.office.roles import RIGHTS, Grant, Right

WHOLE = "*"


@dataclass(frozen=True, slots=True)
class Reach:
    """The forums whose drafts a member sees, by key; None stands for all of them.

    What belongs to no forum, such as a plenary, is the same for all members.
    """

    forums: frozenset[int] | None

    def covers(self, forum_id: int | None) -> bool:
        """Return whether the member sees what belongs to this forum."""
        return forum_id is None or self.forums is None or forum_id in self.forums

    def is_within(self, other: Self) -> bool:
        """Return whether whoever has the other reach sees all of this one."""
        return other.forums is None or (self.forums is not None and self.forums <= other.forums)

    def in_words(self) -> str:
        """Return the reach as a job keeps it among its arguments."""
        return WHOLE if self.forums is None else ",".join(str(key) for key in sorted(self.forums))

    @classmethod
    def read(cls, words: str) -> Self:
        """Return the reach that a job has kept."""
        return cls(None if words == WHOLE else frozenset(int(key) for key in words.split(",") if key))


def reach_of(grants: Iterable[Grant], *, conference_id: int) -> Reach:
    """Return how far grants of one organisation reach in one of its conferences.

    A secretary sees the own forums alone, whatever the page, export, search or job.
    """
    here = [grant for grant in grants if grant.conference_id in {None, conference_id}]
    seeing = [grant for grant in here if Right.SEE_PROGRAMME in RIGHTS[grant.role]]
    if any(grant.forum_id is None for grant in seeing):
        return Reach(None)
    return Reach(frozenset(grant.forum_id for grant in seeing if grant.forum_id is not None))
