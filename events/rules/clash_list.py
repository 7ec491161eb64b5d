"""The list of clashes: who sees which, what is still open, and who may decide to keep a clash."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from events.rules.bookings import Clash, ClashGroup, ClashKind, grouped
from events.rules.office.roles import Right

LONGEST_REASON = 500


class ClashFault(StrEnum):
    """Why nothing was done about a clash."""

    GONE = "gone"
    """It is not there any more, or the repair is no longer possible."""
    MUST_NOT_CLASH = "must_not_clash"
    NO_REASON = "no_reason"
    REASON_TOO_LONG = "reason_too_long"


class Weight(StrEnum):
    """Whether a clash stops a publication."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to see of the list; None stands for everything."""

    weight: Weight | None = None
    kind: ClashKind | None = None
    forum: int | None = None

    def holds(self, clash: Clash) -> bool:
        """Return whether the clash is wanted."""
        return (
            self.weight in {None, weight_of(clash)}
            and self.kind in {None, clash.kind}
            and (self.forum is None or self.forum in clash.forums)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashList:
    """Clashes in groups: those that stop a publication, the others, and those that somebody has decided to keep."""

    hard: tuple[ClashGroup, ...] = ()
    soft: tuple[ClashGroup, ...] = ()
    kept: tuple[ClashGroup, ...] = ()

    @property
    def open(self) -> tuple[ClashGroup, ...]:
        """What is still to be settled, hard clashes first."""
        return self.hard + self.soft

    def find(self, key: str) -> ClashGroup | None:
        """Return the group in which the clash with this key is."""
        groups = (*self.open, *self.kept)
        return next((group for group in groups if any(clash.key == key for clash in group.clashes)), None)


EVERYTHING = Wanted()


def weight_of(clash: Clash) -> Weight:
    """Return whether the clash stops a publication."""
    return Weight.HARD if clash.stops_publication else Weight.SOFT


def clash_list(found: Iterable[Clash], kept: Collection[str], wanted: Wanted = EVERYTHING) -> ClashList:
    """Return the wanted clashes in groups; `kept` has the marks of those that somebody has decided to keep."""
    hard: list[Clash] = []
    soft: list[Clash] = []
    settled: list[Clash] = []
    for clash in found:
        if not wanted.holds(clash):
            continue
        if clash.mark in kept and clash.can_be_accepted:
            settled.append(clash)
        else:
            (hard if clash.stops_publication else soft).append(clash)
    return ClashList(hard=grouped(hard), soft=grouped(soft), kept=grouped(settled))


def visible(found: Iterable[Clash], *, forums: Collection[int], is_centre: bool) -> tuple[Clash, ...]:
    """Return the clashes that somebody may see: the centre all, the secretaries of `forums` those of these forums.

    Secretaries are not told who is in a closed-door meeting of others.
    """
    if is_centre:
        return tuple(found)
    return tuple(clash for clash in found if clash.forums & set(forums) and not _is_secret(clash, forums))


def _is_secret(clash: Clash, forums: Collection[int]) -> bool:
    return any(booking.is_closed and booking.forum not in forums for booking in clash.bookings)


def right_to_keep(clash: Clash) -> Right | None:
    """Return the right that is needed to decide that a clash stays; None if nobody may decide that."""
    if not clash.can_be_accepted:
        return None
    return Right.ACCEPT_CLASHES if clash.stops_publication else Right.EDIT_PROGRAMME
