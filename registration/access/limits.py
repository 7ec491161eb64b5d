"""Rate limits for public forms.

Those for a client's address are generous, because a whole institute may share one. Those for a recipient protect people
who never asked for anything from letters that strangers order: they count over all pages and the API, and letters for
signing in count with them (`toolkit.limits.LETTERS`).
"""

from allauth.account.models import EmailAddress

from events.access import Visitor
from events.models import User
from registration.models import Delegate
from toolkit.limits import Limit, digest_of, exceeds_for, exceeds_letters

SIGN_UPS = Limit(name="sign-up", times=300, seconds=600)
LINKS = Limit(name="registration-link", times=200, seconds=600)
PER_NUMBER = Limit(name="letters-for-number", times=10, seconds=3600)


def disturbs(email: str, phone: str = "", *, visitor: Visitor) -> bool:
    """Count a letter that the visitor orders to an address or for a phone number; return whether these are too many.

    Call it before anything is looked up: the answer then depends on nothing that is stored about a stranger. Somebody
    who is signed in with this very address, such as a secretary who registers colleagues, may order any number.
    """
    counted = [exceeds_letters(email)] if email else []
    if phone:
        counted.append(exceeds_for(PER_NUMBER, digest_of(phone)))
    return any(counted) and not _is_proved(email, visitor)


def disturbs_known(delegate: Delegate, *, asked: str) -> bool:
    """Count the letter that tells somebody of a sign-up in their name; return whether there are too many.

    The address that was typed has been counted; theirs may be another. The answer to whoever signed up stays the same.
    """
    email = delegate.registration.contact_email
    return bool(email) and email != asked and exceeds_letters(email)


def _is_proved(email: str, visitor: Visitor) -> bool:
    if not isinstance(visitor, User) or not visitor.is_active:
        return False
    return bool(EmailAddress.objects.filter(user=visitor, verified=True, email__iexact=email).exists())
