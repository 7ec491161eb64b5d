"""The states of a delegate, and which may follow which.

applied ----> confirmed ----> cancelled
   |  \\           ^
   |   `-> waitlisted          every live state -> cancelled
   `----> declined <- waitlisted
"""

from enum import StrEnum


class DelegateState(StrEnum):
    """Where a delegate stands. Only a confirmed one has a code and holds a place."""

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
"""The states of somebody who comes or still hopes to."""

UNDECIDED = frozenset({DelegateState.APPLIED, DelegateState.WAITLISTED})
"""The states that wait for a decision or a place."""


def may_become(state: DelegateState, follower: DelegateState) -> bool:
    """Whether `follower` may come after `state`. Nothing follows itself."""
    return follower in _FOLLOWERS[state]


class DelegateRefusal(StrEnum):
    """Why a deed cannot be done to a delegate; worded by the page."""

    NOT_POSSIBLE = "not_possible"
    """The state does not allow it: somebody declined cannot be cancelled."""
    FULL = "full"
