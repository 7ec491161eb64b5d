"""Request keys of sign-ups that made no delegate, because the person is registered already.

Without them the second use of a key, for another person, would show whether the first one had made a delegate.
"""

import hashlib

from django.core.cache import cache

from events.models import Conference
from registration.rules.signup import SignUp

HOLDS = 24 * 3600


def remember_key(conference: Conference, details: SignUp) -> None:
    """Remember for a day whom the key was used for."""
    if details.request_key:
        cache.set(_place(conference, details), _person(details), HOLDS)


def is_key_of_another(conference: Conference, details: SignUp) -> bool:
    """Return whether the key was used for another person who is registered already."""
    if not details.request_key:
        return False
    person = cache.get(_place(conference, details))
    return person is not None and bool(person != _person(details))


def _place(conference: Conference, details: SignUp) -> str:
    return f"sign-up-key:{conference.pk}:{hashlib.sha256(details.request_key.encode()).hexdigest()}"


def _person(details: SignUp) -> str:
    person = f"{details.particulars.name}\0{details.particulars.email}"
    return hashlib.sha256(person.encode()).hexdigest()
