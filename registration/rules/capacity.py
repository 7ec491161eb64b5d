"""Whether there is a place, and what becomes of somebody who asks for one."""

from dataclasses import dataclass

from registration.rules.delegates import DelegateState


@dataclass(frozen=True)
class Places:
    """The places of one quota: how many there are, how many are taken."""

    size: int
    used: int

    @property
    def left(self) -> int:
        """How many are free; none if the quota was made smaller than what is taken."""
        return max(0, self.size - self.used)

    @property
    def is_full(self) -> bool:
        """Whether nobody else can be given one."""
        return self.left == 0


def allocate(places: Places | None, *, needs_approval: bool) -> DelegateState:
    """The first state of somebody who signs up. `places` is None where there is no quota.

    Approval comes before the place: an applicant takes none until somebody has said yes.
    """
    if needs_approval:
        return DelegateState.APPLIED
    if places is not None and places.is_full:
        return DelegateState.WAITLISTED
    return DelegateState.CONFIRMED


def settle(wanted: DelegateState, *, has_place: bool) -> DelegateState:
    """Return the state that somebody enters once it is known whether they hold a place.

    `allocate` says what to ask for; between that and taking the place the last one may go to somebody else. Whoever was
    to be confirmed is then put on the waiting list.
    """
    if wanted is DelegateState.CONFIRMED and not has_place:
        return DelegateState.WAITLISTED
    return wanted
