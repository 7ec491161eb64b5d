"""What was typed into a form when the session had ended: kept until the same person has signed in again."""

import json
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme

from toolkit.limits import Limit, exceeds
from toolkit.sealed import discard, seal, unseal

TYPED = "typed"
KEPT_FOR = 1800
BROWSER = "typing_browser"
"""What the session knows the browser by. It stays when somebody signs in, and goes when they sign out."""
MEMBER_KNOWN_FOR = 30 * 24 * 3600
"""Seconds. Longer than a session lasts."""
MOST = Limit(name="kept-typed", times=100, seconds=600)
SECRET = ("password", "secret", "otp")


def to_sign_in(request: HttpRequest, *, is_form: bool) -> HttpResponse:
    """Redirect to sign in, and from there back to this page, with what was typed if a form of it was sent.

    The address of a mere button has no page; from there the way back leads to the page with the button.
    """
    if not is_form:
        return redirect_to_login(_page_with_button(request))
    here = request.get_full_path()
    key = _keep(request) if request.method == "POST" else ""
    return redirect_to_login(f"{here}{'&' if '?' in here else '?'}{urlencode({TYPED: key})}" if key else here)


def typed_before(request: HttpRequest) -> QueryDict | None:
    """Return what was typed into the form of this page before signing in; None for everybody else's page or account."""
    sealed = unseal(request.GET[TYPED], holder=_holder(request)) if TYPED in request.GET else None
    if sealed is None:
        return None
    kept = json.loads(sealed)
    is_theirs = not kept["member"] or constant_time_compare(kept["member"], _mark(request.user))
    return QueryDict(urlencode([(name, value) for name, value in kept["fields"]])) if is_theirs else None


def forget_typed(request: HttpRequest) -> None:
    """Delete what was typed before signing in, because the form is sent again."""
    if TYPED in request.GET:
        discard(request.GET[TYPED], holder=_holder(request))


def remember_member(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let the browser know which account its pages were made for, in a cookie that outlives the session.

    It opens nothing and names nobody. It only tells for whom a form was filled in.
    """
    mark = _mark(request.user)
    if request.COOKIES.get(settings.MEMBER_COOKIE_NAME) != mark:
        response.set_cookie(
            settings.MEMBER_COOKIE_NAME,
            mark,
            max_age=MEMBER_KNOWN_FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _keep(request: HttpRequest) -> str:
    sent = ((name, value) for name, values in request.POST.lists() for value in values)
    fields = [(name, value) for name, value in sent if name != "csrfmiddlewaretoken" and not is_secret(name)]
    if not fields or exceeds(MOST, request):
        return ""
    if BROWSER not in request.session:
        request.session[BROWSER] = get_random_string(32)
    kept = {"member": request.COOKIES.get(settings.MEMBER_COOKIE_NAME, ""), "fields": fields}
    return seal(json.dumps(kept).encode(), holder=_holder(request), seconds=KEPT_FOR)


def is_secret(name: str, words: tuple[str, ...] = SECRET) -> bool:
    """Return whether a field of this name holds what is never kept."""
    return any(word in name for word in words)


def _holder(request: HttpRequest) -> str:
    return f"{request.session.get(BROWSER, '')} {request.path}"


def _mark(user: AbstractBaseUser | AnonymousUser) -> str:
    return salted_hmac("toolkit.typed", str(user.pk)).hexdigest()


def _page_with_button(request: HttpRequest) -> str:
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()}):
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    parts = urlsplit(before)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
