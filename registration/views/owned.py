"""Pages of one registration: fetched for those who hold it; everybody else signs in first, and then comes back."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.access import public_conference
from events.models import Conference, User
from registration.access.own import Holding, hold
from registration.views.drafts import keep_draft
from registration.views.opened import opened_keys
from toolkit import clock
from toolkit.text import CHINESE

Page = Callable[[HttpRequest, Holding], HttpResponse]


def own_page(*methods: str, keeps: str = "") -> Callable[[Page], Callable[[HttpRequest, str, str], HttpResponse]]:
    """Make a view the page of one registration, which is fetched for the visitor.

    A visitor who is not signed in and does not hold the registration is sent to sign in, whether or not it exists. What
    they had typed is kept as the draft `keeps` of the registration. For somebody who is signed in, another's
    registration does not exist (Http404).
    """

    def decorate(page: Page) -> Callable[[HttpRequest, str, str], HttpResponse]:
        @never_cache
        @require_http_methods(methods)
        @wraps(page)
        def fetching(request: HttpRequest, conference: str, code: str) -> HttpResponse:
            found = public_conference(conference)
            try:
                holding = hold(found, code, request.user, keys=opened_keys(request))
            except Http404:
                if isinstance(request.user, User):
                    raise
                if keeps and request.method == "POST":
                    keep_draft(request, f"{keeps} {code}", request.POST.dict(), now=clock.now())
                return _to_sign_in(request, found)
            return page(request, holding)

        return fetching

    return decorate


def _to_sign_in(request: HttpRequest, conference: Conference) -> HttpResponse:
    return redirect(sign_in_url(conference, wanted=request.path))


def sign_in_url(conference: Conference, *, wanted: str) -> str:
    """Return the page with the ways to sign in, from which the visitor comes back to the page they `wanted`, if any."""
    ways = reverse("conference_me", args=[conference.slug])
    return f"{ways}?{urlencode({'next': wanted})}" if wanted else ways


def way_back(wanted: str, conference: Conference) -> str:
    """Return the page of a registration, in any language, that the visitor wanted; empty if it is anything else."""
    root = _without_language(reverse("conference_me", args=[conference.slug]))
    here = _without_language(wanted)
    is_ours = here.startswith(root) and here != root and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else ""


def _without_language(path: str) -> str:
    """Return /en/bio27/me/ as bio27/me/."""
    return path.split("/", 2)[-1] if path.startswith("/") else ""


def language_of_page() -> str:
    """Return the language of the page that is being made."""
    return get_language() or CHINESE
