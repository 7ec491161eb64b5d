"""Registrations opened in this browser, by signing up or by the link in a letter."""

from django.http import HttpRequest

from registration.models import Registration

KEY = "opened_registrations"
MOST = 50


def opened_keys(request: HttpRequest) -> list[str]:
    """Return the access keys in the session of this browser. No page shows them."""
    return list(request.session.get(KEY, []))


def keep_open(request: HttpRequest, registration: Registration) -> None:
    """Let this browser see and change the registration from now on, without signing anybody in."""
    others = [key for key in opened_keys(request) if key != registration.access_key]
    request.session[KEY] = [*others, registration.access_key][-MOST:]


def close_all(request: HttpRequest) -> None:
    """Remove all access keys from the session."""
    request.session.pop(KEY, None)
