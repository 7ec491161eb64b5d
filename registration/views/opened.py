"""Registrations opened in this browser, by signing up or by the link in a letter.

The two have different keys: that of a letter proves that its reader has the address. That of signing up proves nothing,
and ends when the owner of the address opens the registration.
"""

from django.http import HttpRequest

from registration.models import Registration

KEY = "opened_registrations"
MOST = 50


def opened_keys(request: HttpRequest) -> list[str]:
    """Return the keys in the session of this browser. No page shows them."""
    return list(request.session.get(KEY, []))


def keep_opened(request: HttpRequest, registration: Registration) -> None:
    """Let this browser, in which a letter's link was opened, see and change the registration from now on."""
    _keep(request, registration.access_key)


def keep_typed(request: HttpRequest, registration: Registration) -> None:
    """Let this browser, in which the address was typed, see and change the registration until it is proved."""
    if registration.browser_key:
        _keep(request, registration.browser_key)


def _keep(request: HttpRequest, key: str) -> None:
    others = [other for other in opened_keys(request) if other != key]
    request.session[KEY] = [*others, key][-MOST:]


def is_opened_here(request: HttpRequest, registration: Registration) -> bool:
    """Return whether this browser holds a key of the registration."""
    return bool({registration.access_key, registration.browser_key}.intersection(opened_keys(request)))


def close_all(request: HttpRequest) -> None:
    """Remove all keys from the session."""
    request.session.pop(KEY, None)
