"""What comes with a delegate's state: the place and the code. Inside the caller's transaction."""

from datetime import datetime

from registration.models import Delegate, DelegateState
from registration.operations.credentials import issue_credential
from registration.operations.places import free_place, take_place


def enter_state(delegate: Delegate, state: DelegateState, *, now: datetime) -> None:
    """Puts the delegate into `state`: confirmed with a place and a code, any other without a place.

    Whoever would be confirmed and finds the last place gone is put on the waiting list.
    """
    if state == DelegateState.CONFIRMED and not delegate.holds_place:
        delegate.holds_place = take_place(delegate.category)
        state = DelegateState.CONFIRMED if delegate.holds_place else DelegateState.WAITLISTED
    if state != DelegateState.CONFIRMED:
        free_place(delegate)
    delegate.state = state
    delegate.decided_at = None if state == DelegateState.APPLIED else now
    delegate.save(update_fields=["state", "holds_place", "decided_at"])
    if state == DelegateState.CONFIRMED:
        issue_credential(delegate, now=now)
