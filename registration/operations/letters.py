"""The letter that tells a delegate where they stand."""

from datetime import datetime

from events.models import Conference, User
from events.operations.letters import LetterOrder, write_letter
from registration.models import Delegate, DelegateState

KINDS: dict[DelegateState, str] = {
    DelegateState.CONFIRMED: "delegate_confirmed",
    DelegateState.APPLIED: "delegate_applied",
    DelegateState.WAITLISTED: "delegate_waitlisted",
    DelegateState.DECLINED: "delegate_declined",
    DelegateState.CANCELLED: "delegate_cancelled",
}
"""The kind of letter that tells of each state."""


def tell_state(
    delegate: Delegate, *, conference: Conference, by: User | None, now: datetime, occasion: str = ""
) -> None:
    """Queues the letter about the delegate's state, to the contact, in the language of the sign-up.

    Once for each state, and once more for each `occasion` that is named. Without an address there is no letter.
    """
    registration = delegate.registration
    if not registration.contact_email:
        return
    kind = KINDS[DelegateState(delegate.state)]
    order = LetterOrder(
        kind=kind,
        key=f"{kind}:{delegate.pk}:{occasion}".rstrip(":"),
        recipient=registration.contact_email,
        language=registration.language,
        conference=conference,
        subject_key=str(delegate.pk),
    )
    write_letter(order, by=by, now=now)
