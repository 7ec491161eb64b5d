"""The registrations that were opened in this browser: by signing up here, or by a letter's link."""

from django.http import HttpRequest

from registration.models import Registration

KEY = "opened_registrations"
MOST = 50


def opened_keys(request: HttpRequest) -> list[str]:
    """The access keys that this browser holds. The session keeps them; no page shows them."""
    return list(request.session.get(KEY, []))


def keep_open(request: HttpRequest, registration: Registration) -> None:
    """Lets this browser see and change the registration from now on, without signing anybody in."""
    others = [key for key in opened_keys(request) if key != registration.access_key]
    request.session[KEY] = [*others, registration.access_key][-MOST:]


def close_all(request: HttpRequest) -> None:
    """This browser holds none of them any more."""
    request.session.pop(KEY, None)
