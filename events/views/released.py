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

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import parse_http_date_safe
from django.utils.translation import get_language

from events.access import public_conference
from events.models import Conference
from events.queries.releases import current_index
from events.rules.index import ProgrammeIndex
from events.views.shell import public_shell
from toolkit import clock
from toolkit.ready_pages import edition, find_page, keep_page

P = ParamSpec("P")
INDENTATION = re.compile(rb"\s*\n\s*")
KEPT_HEADERS = ("Last-Modified", "Content-Disposition", "Access-Control-Allow-Origin")
"""The headers of a view that are cached with its page."""


@dataclass(frozen=True)
class Published:
    """What a public page is made from: the conference's row, for its state, and its release."""

    conference: Conference
    index: ProgrammeIndex
    today: date | None
    """Today, if it is a day of the conference; else None."""

    def context(self, section: str, **more: object) -> dict[str, object]:
        """Return the context of base/conference.html, with whatever else the page needs."""
        return public_shell(self.conference, section, facts=self.index.conference, **more)


@dataclass(frozen=True)
class _Page:
    """A cached page. Nearly all readers take it compressed, so it is kept in no other way."""

    compressed: bytes
    content_type: str
    etag: str
    headers: dict[str, str]


ReleasedView = Callable[Concatenate[HttpRequest, Published, P], HttpResponse]


def released(view: ReleasedView[P]) -> Callable[..., HttpResponse]:
    """Decorate a view with what is published, and cache its response.

    The key is the portal's edition, version, state, language, day and path. Pages with a query string, such as a
    search, are not cached, since the same one is rarely asked for twice. Before the first release, all pages but the
    home page are a 404 that says so.
    """

    @wraps(view)
    def cached(request: HttpRequest, conference: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        found = public_conference(conference)
        index = current_index(found)
        if index is None:
            return _not_published(request, found)
        published = Published(conference=found, index=index, today=_today(index))
        if request.GET:
            return view(request, published, *args, **kwargs)
        key = _key(request, published)
        page = find_page(key, request)
        if not isinstance(page, _Page):
            response = view(request, published, *args, **kwargs)
            if response.status_code != 200:
                return response
            page = _page(response, key)
            keep_page(key, page, request)
        return _answer(request, page)

    return cached


def _not_published(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Return what is known of a conference before its first release: its home page, or a 404 for every other page."""
    home_url = reverse("conference_home", args=[conference.slug])
    context = public_shell(conference, "home")
    return render(request, "events/public/unpublished.html", context, status=200 if request.path == home_url else 404)


def _today(index: ProgrammeIndex) -> date | None:
    day = index.conference.day_of(clock.now())
    return day if day in index.sessions_by_day else None


def _key(request: HttpRequest, published: Published) -> str:
    conference = published.conference
    parts = [edition(), str(conference.pk), str(conference.public_version), conference.state, get_language() or ""]
    return sha256("\n".join([*parts, str(published.today), request.path]).encode()).hexdigest()[:40]


def _page(response: HttpResponse, key: str) -> _Page:
    content_type = response.headers["Content-Type"]
    # Feeds are left unchanged: in a calendar, a space at the beginning of a line continues the line before.
    body = _lean(response.content) if content_type.startswith("text/html") else response.content
    compressed = gzip.compress(body, compresslevel=9, mtime=0)
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    etag = f'W/"{key}"'
    return _Page(compressed=compressed, content_type=content_type, etag=etag, headers=headers)


def _lean(body: bytes) -> bytes:
    """Remove the templates' indentation, a third of a timetable's size. Preformatted text is left unchanged."""
    return body if b"<pre" in body else INDENTATION.sub(b"\n", body)


def _answer(request: HttpRequest, page: _Page) -> HttpResponse:
    """Return the page, compressed if the reader accepts that, or 304 if the reader has it already."""
    if _is_known(request, page):
        response = HttpResponse(status=304)
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(page.compressed, content_type=page.content_type)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(page.compressed), content_type=page.content_type)
    for name, value in page.headers.items():
        response.headers[name] = value
    response.headers["ETag"] = page.etag
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


def _is_known(request: HttpRequest, page: _Page) -> bool:
    """Whether the reader has this page: by its ETag, else by its modification time."""
    if tags := request.headers.get("If-None-Match", ""):
        return page.etag in tags
    seen, changed = (
        parse_http_date_safe(words)
        for words in (request.headers.get("If-Modified-Since", ""), page.headers.get("Last-Modified", ""))
    )
    return seen is not None and changed is not None and changed <= seen
