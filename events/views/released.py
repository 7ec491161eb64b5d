"""Public pages: the same bytes for everybody, made once for each version and language.

Such a page reads no session and no user, sets no cookie, and is known by its ETag. What is personal or live comes
from a fragment of its own.
"""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from hashlib import sha256
from typing import Concatenate, ParamSpec

from django.core.cache import caches
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

P = ParamSpec("P")
INDENTATION = re.compile(rb"\s*\n\s*")
PAGE_LIVES = 24 * 3600
"""Seconds. A new release makes a new key, so nothing is ever purged."""
KEPT_HEADERS = ("Last-Modified", "Content-Disposition", "Access-Control-Allow-Origin")
"""What a view may say beside its page."""


@dataclass(frozen=True)
class Published:
    """What a public page is made from: the conference's row for its state, and its release."""

    conference: Conference
    index: ProgrammeIndex
    today: date | None
    """The day of the conference that is today; None before and after."""

    def context(self, section: str, **more: object) -> dict[str, object]:
        """The context of base/conference.html, and more."""
        return public_shell(self.conference, section, facts=self.index.conference, **more)


@dataclass(frozen=True)
class _Page:
    """A page as it is kept."""

    body: bytes
    compressed: bytes
    content_type: str
    etag: str
    headers: dict[str, str]


ReleasedView = Callable[Concatenate[HttpRequest, Published, P], HttpResponse]


def released(view: ReleasedView[P]) -> Callable[..., HttpResponse]:
    """Gives a view what is published, and keeps what it answers.

    The key is version, state, language, day and path. A page with a query string, such as a search, is made afresh: it
    would fill the cache with what nobody asks twice. Without a release every page but home is a 404 that says so.
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
        page: _Page | None = caches["pages"].get(key)
        if page is None:
            response = view(request, published, *args, **kwargs)
            if response.status_code != 200:
                return response
            page = _page(response, key)
            caches["pages"].set(key, page, PAGE_LIVES)
        return _answer(request, page)

    return cached


def _not_published(request: HttpRequest, conference: Conference) -> HttpResponse:
    """What is known of a conference before its first release: its home page, and what is said at every other."""
    home_url = reverse("conference_home", args=[conference.slug])
    context = public_shell(conference, "home")
    return render(request, "events/public/unpublished.html", context, status=200 if request.path == home_url else 404)


def _today(index: ProgrammeIndex) -> date | None:
    day = index.conference.day_of(clock.now())
    return day if day in index.sessions_by_day else None


def _key(request: HttpRequest, published: Published) -> str:
    conference = published.conference
    parts = [str(conference.pk), str(conference.public_version), conference.state, get_language() or ""]
    return sha256("\n".join([*parts, str(published.today), request.path]).encode()).hexdigest()[:40]


def _page(response: HttpResponse, key: str) -> _Page:
    content_type = response.headers["Content-Type"]
    # A feed is left byte for byte: in a calendar the white space at the beginning of a line says that it goes on.
    body = _lean(response.content) if content_type.startswith("text/html") else response.content
    compressed = gzip.compress(body, compresslevel=9, mtime=0)
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    etag = f'W/"{key}"'
    return _Page(body=body, compressed=compressed, content_type=content_type, etag=etag, headers=headers)


def _lean(body: bytes) -> bytes:
    """Without the indentation of the templates, a third of a timetable. Preformatted text stays as it is."""
    return body if b"<pre" in body else INDENTATION.sub(b"\n", body)


def _answer(request: HttpRequest, page: _Page) -> HttpResponse:
    """The page, compressed where the reader takes that; 304 where the reader has it already."""
    if _is_known(request, page):
        response = HttpResponse(status=304)
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(page.compressed, content_type=page.content_type)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(page.body, content_type=page.content_type)
    for name, value in page.headers.items():
        response.headers[name] = value
    response.headers["ETag"] = page.etag
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


def _is_known(request: HttpRequest, page: _Page) -> bool:
    """By its tag; a reader that sends none may go by the time, to the second, if the page tells one."""
    if tags := request.headers.get("If-None-Match", ""):
        return page.etag in tags
    seen, changed = (
        parse_http_date_safe(words)
        for words in (request.headers.get("If-Modified-Since", ""), page.headers.get("Last-Modified", ""))
    )
    return seen is not None and changed is not None and changed <= seen
