"""Fetch a visitor's own registrations.

A visitor who opened the link in a letter has its key in their session. A signed-in visitor sees what is registered
under their verified address. Whoever typed an address that is not theirs, in this browser or with this account, sees
the registration until the owner of the address has opened it (`operations.links.prove`). For everybody else the
registration does not exist (Http404).
"""

from collections.abc import Collection
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet
from django.http import Http404

from events.access import Denied, Visitor, authorise
from events.models import Conference, User
from events.rules.office.authority import Denial
from events.rules.office.roles import Right
from registration.models import Delegate, Registration


def registration_by_key(conference: Conference, key: str) -> Registration | None:
    """Return the registration that the link in a letter opens; None if the key is malformed, unknown or replaced."""
    if not (key.isascii() and key.isalnum() and len(key) <= 32):
        return None
    return Registration.objects.filter(conference=conference, access_key=key).first()


def own_delegates(conference: Conference, visitor: Visitor, *, keys: Collection[str]) -> QuerySet[Delegate]:
    """Return the visitor's own delegates, in order of number.

    `keys` are those in the session: of links that were opened, and of registrations that were typed in this browser.
    """
    held = [key for key in keys if key]
    mine = Q(registration__access_key__in=held) | Q(registration__browser_key__in=held)
    if isinstance(visitor, User) and visitor.is_active:
        proved = EmailAddress.objects.filter(user=visitor, verified=True).values("email")
        mine |= Q(registration__user=visitor) | Q(registration__contact_email__in=proved)
    delegates = Delegate.objects.filter(mine, conference=conference)
    return delegates.select_related("category", "registration", "person", "conference").order_by("number")


def latest_own_conference(visitor: Visitor) -> Conference | None:
    """Return the conference that a signed-in visitor registered for last; None if there is none or it is not public."""
    if not isinstance(visitor, User) or not visitor.is_active:
        return None
    proved = EmailAddress.objects.filter(user=visitor, verified=True).values("email")
    mine = Registration.objects.filter(Q(user=visitor) | Q(contact_email__in=proved))
    latest = mine.select_related("conference").order_by("-pk").first()
    return latest.conference if latest is not None and latest.conference.is_public else None


def may_read_data(delegate: Delegate, visitor: Visitor) -> bool:
    """Whether the visitor is the person that a delegate is, beyond doubt: signed in with an account of theirs.

    To have signed somebody up, or to hold a letter's link, is not enough: an organiser may have found the person by a
    telephone number that many know, and what is kept about them goes beyond the registration.
    """
    if not isinstance(visitor, User) or not visitor.is_active:
        return False
    person = delegate.person
    if person.user_id == visitor.pk:
        return True
    proved = EmailAddress.objects.filter(user=visitor, verified=True, email__iexact=person.email)
    return bool(person.email) and proved.exists()


@dataclass(frozen=True)
class Holding:
    """Proof that a visitor may act for a delegate as the delegate themselves; only `hold` makes one.

    The visitor registered the delegate, owns the address that the letter went to, or opened the letter's link. The last
    may be signed in with an account of their own that has no right at all.
    """

    delegate: Delegate


def hold(conference: Conference, code: str, visitor: Visitor, *, keys: Collection[str]) -> Holding:
    """Return the visitor's hold on one of their own delegates; Http404 for anybody else's or another conference's."""
    delegate = own_delegates(conference, visitor, keys=keys).filter(code=code).first()
    if delegate is None:
        raise Http404
    return Holding(delegate)


def authorise_for(delegate: Delegate, *, by: User | None, holding: Holding | None) -> None:
    """Raise Denied unless `by` may edit delegates or acts for this one by a `holding`."""
    if holding is None:
        authorise(by, Right.EDIT_DELEGATES, delegate.conference)
    elif holding.delegate != delegate:
        raise Denied(Denial.NO_RIGHT)
