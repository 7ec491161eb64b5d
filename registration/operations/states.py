"""Entering a state, with the place and the code that come with it. Runs in the caller's transaction."""

from datetime import datetime

from registration.models import Delegate, DelegateState
from registration.operations.credentials import issue_credential
from registration.operations.places import free_place, take_place
from registration.rules.capacity import settle


def enter_state(delegate: Delegate, wanted: DelegateState, *, now: datetime) -> None:
    """Put the delegate into the wanted state, or on the waiting list if no place is left (`rules.capacity.settle`).

    Takes a place and issues a code on confirmation; frees the place in every other state.
    """
    if wanted is DelegateState.CONFIRMED and not delegate.holds_place:
        delegate.holds_place = take_place(delegate.category)
    state = settle(wanted, has_place=delegate.holds_place)
    if state is not DelegateState.CONFIRMED:
        free_place(delegate)
    delegate.state = state
    delegate.decided_at = None if state is DelegateState.APPLIED else now
    delegate.save(update_fields=["state", "holds_place", "decided_at"])
    if state is DelegateState.CONFIRMED:
        issue_credential(delegate, now=now)
