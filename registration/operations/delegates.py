"""Decide about delegates, move them up the waiting list, cancel and correct their registrations."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from events.access import authorise
from events.models import Conference, User
from events.operations.office.changes import Overtaken
from events.rules.office.roles import Right
from registration.access.own import Holding, authorise_for
from registration.models import Category, Delegate, DelegateState
from registration.operations.places import places_of
from registration.operations.signup import correct_person
from registration.operations.state_letters import tell_state, tell_state_again
from registration.operations.states import move_to, note
from registration.operations.waiting import fill_places, move_up
from registration.rules.delegates import LIVE, DelegateRefusal, may_become, restored
from registration.rules.particulars import Particulars, differing
from registration.rules.signup import allocate
from toolkit.codes import secret_token


class DelegateRefused(Exception):
    """The operation does not fit the delegate's state; the page words the reason."""

    def __init__(self, reason: DelegateRefusal) -> None:
        super().__init__(reason)
        self.reason = reason


def confirm(delegate: Delegate, *, by: User | None, now: datetime) -> Delegate:
    """Confirm an applicant or somebody on the waiting list, and send the letter.

    If no place is left that nobody waits for, an applicant goes to the waiting list. The team may choose anybody from
    the list; if no place is free, DelegateRefused(FULL) is raised. Confirming a confirmed delegate changes nothing.
    """
    authorise(by, Right.EDIT_DELEGATES, delegate.conference)
    with _locked(delegate) as locked:
        if locked.state == DelegateState.CONFIRMED:
            return locked
        _refuse_illegal(locked, DelegateState.CONFIRMED)
        move_to(locked, _confirmable(locked, now=now), deed="delegate.confirm", by=by, now=now)
        return locked


def _confirmable(delegate: Delegate, *, now: datetime) -> DelegateState:
    """Return the state that a delegate who is to be confirmed enters."""
    if delegate.state != DelegateState.WAITLISTED:
        return allocate(fill_places(delegate.category, now=now), needs_approval=False)
    places = places_of(delegate.category)
    if places is not None and not places.free:
        raise DelegateRefused(DelegateRefusal.FULL)
    return DelegateState.CONFIRMED


def decline(delegate: Delegate, *, by: User | None, now: datetime) -> Delegate:
    """Decline a delegate and send the letter. Declining twice changes nothing."""
    authorise(by, Right.EDIT_DELEGATES, delegate.conference)
    return _end(delegate, DelegateState.DECLINED, deed="delegate.decline", by=by, now=now)


def cancel(delegate: Delegate, *, by: User | None, now: datetime, holding: Holding | None = None) -> Delegate:
    """Cancel a registration: free the place and send the letter. Doors refuse the code from then on.

    With a `holding` the delegate does this themselves, and `by` is the account they are signed in with, if any. The
    request key of the sign-up ends, so the same form registers them anew. The place goes to whoever waits for it
    (`operations.waiting`). Cancelling twice changes nothing.
    """
    authorise_for(delegate, by=by, holding=holding)
    return _end(delegate, DelegateState.CANCELLED, deed="delegate.cancel", by=by, now=now)


def restore(delegate: Delegate, *, by: User | None, now: datetime) -> Delegate:
    """Restore a cancelled delegate, with the number and the code that they had, and send the letter.

    A place is taken anew, after everybody who waits for one; if none is left, DelegateRefused(FULL) is raised. Whoever
    had only applied is an applicant again. Restoring a delegate who is not cancelled changes nothing; if the person has
    registered again meanwhile, DelegateRefused(REGISTERED_AGAIN) is raised.
    """
    authorise(by, Right.EDIT_DELEGATES, delegate.conference)
    with _locked(delegate) as locked:
        if locked.state in LIVE:
            return locked
        if locked.state != DelegateState.CANCELLED:
            raise DelegateRefused(DelegateRefusal.NOT_POSSIBLE)
        if locked.conference.delegates.filter(person=locked.person, state__in=LIVE).exists():
            raise DelegateRefused(DelegateRefusal.REGISTERED_AGAIN)
        state = restored(had_code=locked.credentials.exists(), needs_approval=locked.category.needs_approval)
        places = fill_places(locked.category, now=now) if state is DelegateState.CONFIRMED else None
        if places is not None and places.is_full:
            raise DelegateRefused(DelegateRefusal.FULL)
        move_to(locked, state, deed="delegate.restore", by=by, now=now)
        return locked


def promote(category: Category, *, by: User | None, now: datetime) -> Delegate | None:
    """Confirm whoever has waited longest for the category's quota; return None if nobody waits or no place is free."""
    authorise(by, Right.EDIT_DELEGATES, category.conference)
    with transaction.atomic():
        _lock_conference(category.conference_id)
        places = places_of(category)
        if places is not None and not places.free:
            return None
        return next(iter(move_up(category, most=1, by=by, now=now)), None)


def correct(
    delegate: Delegate, particulars: Particulars, *, by: User | None, now: datetime, holding: Holding | None = None
) -> Delegate:
    """Correct a delegate's own data; number and code stay. `holding` as in `cancel`.

    If the address changes, a letter with a new link goes there, and the old link stops working. Raises DelegateRefused
    for a delegate who was declined or cancelled, and Overtaken if somebody else has changed one of the fields.
    """
    authorise_for(delegate, by=by, holding=holding)
    with _locked(delegate) as locked:
        if locked.state not in LIVE:
            raise DelegateRefused(DelegateRefusal.NOT_POSSIBLE)
        stored = locked.particulars
        changed = differing(stored, particulars)
        if not changed:
            return locked
        if set(changed) & set(differing(stored, delegate.particulars)):
            raise Overtaken(delegate.code)
        locked.describe(particulars).save(update_fields=[*changed, "search_keys", "sort_pinyin"])
        correct_person(locked)
        # Audit entries outlive the erasure of personal data, so they name the fields without their content.
        note("delegate.correct", locked, by=by, now=now, details={"fields": ",".join(changed)})
        if "email" in changed or "phone" in changed:
            _move_contact(locked, by=by, now=now)
        return locked


def send_again(delegate: Delegate, *, by: User | None, now: datetime) -> None:
    """Send the letter about the present state, with its link, once more; at most once in ten minutes."""
    authorise(by, Right.EDIT_DELEGATES, delegate.conference)
    with transaction.atomic():
        tell_state_again(delegate, by=by, now=now)


def _end(delegate: Delegate, state: DelegateState, *, deed: str, by: User | None, now: datetime) -> Delegate:
    with _locked(delegate) as locked:
        if locked.state == state:
            return locked
        _refuse_illegal(locked, state)
        move_to(locked, state, deed=deed, by=by, now=now)
        _end_request(locked)
        fill_places(locked.category, now=now)
        return locked


def _end_request(delegate: Delegate) -> None:
    """Let the form that made the registration be sent anew: a repeated key would show what has ended."""
    if not delegate.registration.delegates.filter(state__in=LIVE).exists():
        delegate.registration.request_key = ""
        delegate.registration.save(update_fields=["request_key"])


def _refuse_illegal(delegate: Delegate, state: DelegateState) -> None:
    if not may_become(DelegateState(delegate.state), state):
        raise DelegateRefused(DelegateRefusal.NOT_POSSIBLE)


def _move_contact(delegate: Delegate, *, by: User | None, now: datetime) -> None:
    """Copy the contact data of the only delegate to the registration; a new address gets a new link."""
    registration = delegate.registration
    if registration.delegates.count() > 1:
        return
    moved = registration.contact_email != delegate.email
    registration.contact_email, registration.contact_phone = delegate.email, delegate.phone
    if moved:
        registration.access_key, registration.browser_key = secret_token(), secret_token()
    registration.save(update_fields=["contact_email", "contact_phone", "access_key", "browser_key"])
    if moved:
        tell_state(
            delegate, conference=delegate.conference, by=by, now=now, occasion=f"moved-{registration.access_key[:8]}"
        )


@contextmanager
def _locked(delegate: Delegate) -> Iterator[Delegate]:
    """Yield the stored delegate, in a transaction that locks the conference."""
    with transaction.atomic():
        _lock_conference(delegate.conference_id)
        yield Delegate.objects.select_related("conference", "category__conference", "registration", "person").get(
            pk=delegate.pk
        )


def _lock_conference(conference_id: int) -> None:
    Conference.objects.select_for_update(no_key=True).only("pk").get(pk=conference_id)
