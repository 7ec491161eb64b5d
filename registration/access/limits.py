"""Rate limits for public forms.

Those for a client's address are generous, because a whole institute may share one. Those for a recipient protect people
who never asked for anything from letters that strangers order: they count over all pages and the API.
"""

import hashlib

from allauth.account.models import EmailAddress

from events.access import Visitor
from events.models import User
from toolkit.limits import Limit, exceeds_for

SIGN_UPS = Limit(name="sign-up", times=300, seconds=600)
LINKS = Limit(name="registration-link", times=200, seconds=600)
PER_ADDRESS = Limit(name="letters-to-address", times=10, seconds=3600)
PER_NUMBER = Limit(name="letters-for-number", times=10, seconds=3600)


def disturbs(email: str, phone: str = "", *, visitor: Visitor) -> bool:
    """Count a letter that the visitor orders to an address or for a phone number; return whether these are too many.

    Call it before anything is looked up: the answer then depends on nothing that is stored about a stranger. Somebody
    who is signed in with this very address, such as a secretary who registers colleagues, may order any number.
    """
    counted = [exceeds_for(PER_ADDRESS, _digest(_mailbox(email)))] if email else []
    if phone:
        counted.append(exceeds_for(PER_NUMBER, _digest(phone)))
    return any(counted) and not _is_proved(email, visitor)


def _mailbox(email: str) -> str:
    """Return the address without a «+tag», with which mail servers deliver to the same mailbox."""
    name, _, host = email.lower().rpartition("@")
    return f"{name.partition('+')[0]}@{host}"


def _digest(personal: str) -> str:
    """Return what stands for an address or a number in the cache."""
    return hashlib.sha256(personal.encode()).hexdigest()


def _is_proved(email: str, visitor: Visitor) -> bool:
    if not isinstance(visitor, User) or not visitor.is_active:
        return False
    return bool(EmailAddress.objects.filter(user=visitor, verified=True, email__iexact=email).exists())
