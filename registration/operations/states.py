"""Move a delegate to another state, with the audit entry and the letter. Runs in the caller's transaction."""

from collections.abc import Mapping
from datetime import datetime

from events.models import User
from events.operations.office.audit import record_in
from registration.models import Delegate, DelegateState
from registration.operations.places import enter_state
from registration.operations.state_letters import tell_state
from toolkit.jsonable import Jsonable


def move_to(delegate: Delegate, state: DelegateState, *, deed: str, by: User | None, now: datetime) -> None:
    """Put the delegate into the state, or on the waiting list if no place is left; record it and tell the contact."""
    before = delegate.state
    enter_state(delegate, state, now=now)
    note(deed, delegate, by=by, now=now, details={"from": before, "to": delegate.state})
    # A restored delegate may enter a state a second time, and is told so a second time.
    tell_state(delegate, conference=delegate.conference, by=by, now=now, occasion=f"{now:%Y%m%dT%H%M%S}")


def note(deed: str, delegate: Delegate, *, by: User | None, now: datetime, details: Mapping[str, Jsonable]) -> None:
    """Add an audit entry about a delegate."""
    record_in(delegate.conference, deed, delegate, by=by, now=now, details=details)
