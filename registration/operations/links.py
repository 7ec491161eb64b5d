"""Ways into one's own registration: the link in a letter, a new letter, an e-mailed code."""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from events.models import Conference, User
from events.operations.office.accounts import account_for
from events.operations.office.audit import record
from registration.models import Delegate, Registration
from registration.operations.state_letters import tell_known_again, tell_state_again

MOST_LETTERS = 20
"""The maximum number of letters sent again to one address at a time."""


def open_by_letter(registration: Registration, *, now: datetime) -> None:
    """Take the address as proved, and create an account for the contact whose link was opened if there is none yet.

    Nobody is signed in: letters are forwarded, and whoever has one may see this registration, not the account.
    """
    prove(registration)
    if User.objects.filter(email__iexact=registration.contact_email).exists():
        return
    with transaction.atomic():
        user = account_for(registration.contact_email, language=registration.language, is_proved=True)
        conference = registration.conference
        record(
            "account.make",
            user,
            organisation=conference.organisation_id,
            conference=conference,
            by=None,
            now=now,
            details={"by": "letter", "registration": registration.code},
        )


def prove(registration: Registration) -> None:
    """Close the registration to whoever typed the address without owning it; the owner has just shown that they do.

    Browsers that hold its `browser_key`, and an account without this address, lose it. Proving again changes nothing.
    """
    if not registration.browser_key and registration.user_id is None:
        return
    owners = EmailAddress.objects.filter(verified=True, email__iexact=registration.contact_email).values("user")
    same = Registration.objects.filter(pk=registration.pk, contact_email=registration.contact_email)
    with transaction.atomic():
        same.update(browser_key="")
        same.exclude(user__in=owners).update(user=None)


def prove_by_account(registrations: Iterable[Registration], *, by: User | None) -> None:
    """Prove those of the registrations whose address the account that looks at them has verified."""
    unproved = [registration for registration in registrations if registration.browser_key]
    if by is None or not unproved:
        return
    owned = set(EmailAddress.objects.filter(user=by, verified=True).values_list("email", flat=True))
    for registration in unproved:
        if registration.contact_email in owned:
            prove(registration)


def tell_known(delegate: Delegate, *, now: datetime) -> None:
    """Tell a delegate that somebody has just tried to sign them up again; at most once in ten minutes.

    Whoever tried learns nothing: whether a stranger comes to a conference is nobody's business.
    """
    with transaction.atomic():
        tell_known_again(delegate, now=now)


def send_links(conference: Conference, email: str, *, by: User | None, now: datetime) -> int:
    """Send the letters of everybody registered under an address once more; return how many.

    Anybody may ask: the letters go to that address alone. Each is sent at most once in ten minutes.
    """
    delegates = Delegate.objects.filter(conference=conference, registration__contact_email=email)
    latest = delegates.select_related("registration", "conference").order_by("-number")[:MOST_LETTERS]
    with transaction.atomic():
        for delegate in latest:
            tell_state_again(delegate, by=by, now=now)
    return len(latest)


def prepare_sign_in(conference: Conference, email: str) -> bool:
    """Create an account, to which a code can be sent, for an address that is registered; return False for any other."""
    registration = Registration.objects.filter(conference=conference, contact_email=email).first()
    if registration is None:
        return False
    account_for(email, language=registration.language, is_proved=False)
    return True
