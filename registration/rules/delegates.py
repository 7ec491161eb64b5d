"""The states of a delegate and the transitions between them.

applied ----> confirmed ----> cancelled
   |  \\           ^
   |   `-> waitlisted          every live state -> cancelled
   `----> declined <- waitlisted          cancelled -> confirmed or applied, when the team restores it
"""

from enum import StrEnum


class DelegateState(StrEnum):
    """The state of a registration. Only confirmed delegates have a code and hold a place."""

    APPLIED = "applied"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    CANCELLED = "cancelled"


_FOLLOWERS: dict[DelegateState, frozenset[DelegateState]] = {
    DelegateState.APPLIED: frozenset(
        {DelegateState.CONFIRMED, DelegateState.WAITLISTED, DelegateState.DECLINED, DelegateState.CANCELLED}
    ),
    DelegateState.WAITLISTED: frozenset({DelegateState.CONFIRMED, DelegateState.DECLINED, DelegateState.CANCELLED}),
    DelegateState.CONFIRMED: frozenset({DelegateState.CANCELLED}),
    DelegateState.DECLINED: frozenset(),
    DelegateState.CANCELLED: frozenset(),
}

LIVE = frozenset({DelegateState.APPLIED, DelegateState.CONFIRMED, DelegateState.WAITLISTED})
"""The states of delegates who are coming or may still come."""

UNDECIDED = frozenset({DelegateState.APPLIED, DelegateState.WAITLISTED})
"""The states of delegates who wait for a decision or a place."""


def may_become(state: DelegateState, follower: DelegateState) -> bool:
    """Return whether a delegate may move from `state` to `follower`. No state follows itself."""
    return follower in _FOLLOWERS[state]


def restored(*, had_code: bool, needs_approval: bool) -> DelegateState:
    """Return the state to ask for when the team restores a cancelled delegate.

    Somebody who was never confirmed in a category with approval is an applicant again. Everybody else needs a place:
    they gave theirs up, so those who wait for one come first.
    """
    return DelegateState.APPLIED if needs_approval and not had_code else DelegateState.CONFIRMED


class DelegateRefusal(StrEnum):
    """Why an operation on a delegate is refused; the page words it."""

    NOT_POSSIBLE = "not_possible"
    """The present state does not allow it; for example, a declined delegate cannot be cancelled."""
    FULL = "full"
    REGISTERED_AGAIN = "registered_again"
    """The person has registered anew since this registration was cancelled."""
