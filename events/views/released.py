"""Public pages: the same bytes for everybody, made once for each version and language.

Such a page reads no session and no user, sets no cookie, and says when it changed. What is personal or live comes
from a fragment of its own.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Concatenate, ParamSpec

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from events.access import public_conference
from events.models import Conference
from events.queries.releases import current_programme
from events.rules.programme import Programme

P = ParamSpec("P")
ReleasedView = Callable[Concatenate[HttpRequest, Conference, Programme, P], HttpResponse]
PAGE_LIVES = 24 * 3600
"""Seconds. A new release makes a new key, so nothing is ever purged."""


def released(view: ReleasedView[P]) -> Callable[..., HttpResponse]:
    """Gives a view the conference and its published programme, and caches what it answers.

    The key is version, state, language and path. A page with a query string, such as a search, is made afresh: it would
    fill the cache with what nobody asks twice.
    A conference without a release is 404 here: its own page says so (`events.views.home`).
    """

    @wraps(view)
    def cached(request: HttpRequest, conference: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        found = public_conference(conference)
        programme = current_programme(found)
        if programme is None:
            raise Http404
        key = _key(request, found)
        response: HttpResponse | None = None if request.GET else caches["pages"].get(key)
        if response is None:
            response = view(request, found, programme, *args, **kwargs)
            if response.status_code == 200 and not request.GET:
                response.headers["ETag"] = f'"{key}"'
                caches["pages"].set(key, response, PAGE_LIVES)
        return _unless_known(request, response)

    return cached


def _key(request: HttpRequest, conference: Conference) -> str:
    parts = [str(conference.pk), str(conference.public_version), conference.state, get_language() or ""]
    return sha256("\n".join([*parts, request.path]).encode()).hexdigest()[:40]


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """304 where the reader has the page already."""
    etag = response.headers.get("ETag", "")
    if etag and etag in request.headers.get("If-None-Match", ""):
        known = HttpResponse(status=304)
        known.headers["ETag"] = etag
        return known
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response
