"""Places in a quota, and the state that a delegate enters with or without one."""

from dataclasses import dataclass

from registration.rules.delegates import DelegateState


@dataclass(frozen=True)
class Places:
    """The size of a quota and the number of places taken."""

    size: int
    used: int

    @property
    def left(self) -> int:
        """The number of free places; 0 if the quota was made smaller than the number taken."""
        return max(0, self.size - self.used)

    @property
    def is_full(self) -> bool:
        """Whether no place is free."""
        return self.left == 0


def allocate(places: Places | None, *, needs_approval: bool) -> DelegateState:
    """Return the state to ask for when somebody signs up. `places` is None if there is no quota.

    Applicants take no place until they are approved.
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
