"""Caching of public pages: the same bytes for all readers, made once per version and language.

Such a page reads no session and no user, sets no cookie, and has an ETag. Personal and live content is fetched as a
fragment.
"""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from hashlib import sha256
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import parse_http_date_safe
from django.utils.translation import get_language

from events.access import shown_conference
from events.models import Conference
from events.queries.releases import public_days, public_index
from events.rules.index import ProgrammeIndex
from events.rules.programme import day_of
from events.views.shell import public_shell
from toolkit import clock
from toolkit.ready_pages import AheadRequest, Page, edition, find_page, keep_page, page_at_hand, turn

P = ParamSpec("P")
INDENTATION = re.compile(rb"\s*\n\s*")
KEPT_HEADERS = ("Content-Type", "Last-Modified", "Content-Disposition", "Access-Control-Allow-Origin")
"""The headers of a view that are cached with its page."""


@dataclass(frozen=True)
class Published:
    """What a public page is made from: the conference's row, for its state, and its release."""

    conference: Conference
    index: ProgrammeIndex
    today: date | None
    """Today, if it is a day of the conference; else None. Always None on pages that do not depend on the day."""

    def context(self, section: str, **more: object) -> dict[str, object]:
        """Return the context of base/conference.html, with whatever else the page needs."""
        return public_shell(self.conference, section, facts=self.index.conference, **more)


ReleasedView = Callable[Concatenate[HttpRequest, Published, P], HttpResponse]


def released(view: ReleasedView[P]) -> Callable[..., HttpResponse]:
    """Decorate a view with what is published, and cache its response.

    The key is the portal's edition, version, withdrawn photographs, state, language and path. Pages with a query
    string, such as a search, are not cached, since the same one is rarely asked for twice. Before the first release,
    all pages but the home page are a 404 that says so.
    """
    return _cached(view, by_day=False)


def released_by_day(view: ReleasedView[P]) -> Callable[..., HttpResponse]:
    """Decorate a view as `released` does, if its page marks today: then the key has the day, too."""
    return _cached(view, by_day=True)


def absolute(path: str) -> str:
    """Return the address under the portal's own host name. The request's host must not be used, as the answer is cached
    for all.
    """
    return f"{settings.PUBLIC_URL}{path}"


def _cached(view: ReleasedView[P], *, by_day: bool) -> Callable[..., HttpResponse]:
    @wraps(view)
    def cached(request: HttpRequest, conference: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        found = shown_conference(conference)
        if not found.public_version:
            return _not_published(request, found)
        today = _today(found, request) if by_day else None

        def make() -> HttpResponse:
            published = Published(conference=found, index=public_index(found), today=today)
            return view(request, published, *args, **kwargs)

        if request.GET:
            return make()
        key = _key(found, request.path, get_language() or "", today)
        page = find_page(key, request)
        if page is None:
            with turn(key):
                page = find_page(key, request)
                if page is None:
                    response = make()
                    if response.status_code != 200:
                        return response
                    page = _page(response, key, by_day=by_day)
                    keep_page(page, request)
        return _answer(request, page)

    return cached


def ready_page(request: HttpRequest) -> HttpResponse | None:
    """Answer with the page at hand if it is still what the view would answer; else return None.

    Reads nothing of the request but method, path and conditions, so it needs no other middleware.
    """
    if request.method not in {"GET", "HEAD"} or request.META.get("QUERY_STRING"):
        return None
    page = page_at_hand(request.path_info)
    if page is None:
        return None
    _, language, slug, _rest = request.path_info.split("/", 3)
    try:
        found = shown_conference(slug)
    except Http404:
        return None
    today = _today(found, request) if page.by_day and found.public_version else None
    return _answer(request, page) if page.key == _key(found, request.path, language, today) else None


def _not_published(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Return what is known of a conference before its first release: its home page, or a 404 for every other page."""
    home_url = reverse("conference_home", args=[conference.slug])
    context = public_shell(conference, "home")
    return render(request, "events/public/unpublished.html", context, status=200 if request.path == home_url else 404)


def _today(conference: Conference, request: HttpRequest) -> date | None:
    """Return the day of the request if it is one of the release's days."""
    if isinstance(request, AheadRequest):
        return request.on
    day = day_of(clock.now(), zone=conference.zone, day_starts_at=conference.day_starts_at)
    return day if day in public_days(conference) else None


def _key(conference: Conference, path: str, language: str, today: date | None) -> str:
    parts = [edition(), str(conference.pk), str(conference.public_version), conference.state, language]
    parts += conference.withdrawn_photos
    return sha256("\n".join([*parts, str(today), path]).encode()).hexdigest()[:40]


def _page(response: HttpResponse, key: str, *, by_day: bool) -> Page:
    # Feeds are left unchanged: in a calendar, a space at the beginning of a line continues the line before.
    is_html = response.headers["Content-Type"].startswith("text/html")
    body = _lean(response.content) if is_html else response.content
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    headers |= {
        "Content-Language": get_language() or "",
        "ETag": f'W/"{key}"',
        "Vary": "Accept-Encoding",
        "Cache-Control": "public, max-age=0, must-revalidate",
    }
    compressed = gzip.compress(body, compresslevel=9, mtime=0)
    return Page(key=key, by_day=by_day, compressed=compressed, headers=headers)


def _lean(body: bytes) -> bytes:
    """Remove the templates' indentation, a third of a timetable's size. Preformatted text is left unchanged."""
    return body if b"<pre" in body else INDENTATION.sub(b"\n", body)


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    """Return the page, compressed if the reader accepts that, or 304 if the reader has it already."""
    if _is_known(request, page):
        return HttpResponse(status=304, headers=page.headers)
    takes_gzip = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    body = page.compressed if takes_gzip else gzip.decompress(page.compressed)
    response = HttpResponse(body, headers=page.headers)
    response.headers["Content-Length"] = str(len(body))
    if takes_gzip:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _is_known(request: HttpRequest, page: Page) -> bool:
    """Whether the reader has this page: by its ETag, else by its modification time."""
    if tags := request.META.get("HTTP_IF_NONE_MATCH", ""):
        return page.headers["ETag"] in tags
    seen, changed = (
        parse_http_date_safe(words)
        for words in (request.META.get("HTTP_IF_MODIFIED_SINCE", ""), page.headers.get("Last-Modified", ""))
    )
    return seen is not None and changed is not None and changed <= seen
