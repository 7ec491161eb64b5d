"""Public pages that are kept once they are made: at hand in each process, and in a table that all processes share.

Most pages are made by a worker before anybody asks for them. What is asked for earlier is made by one process at a
time, and shared as well.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock

import structlog
from django.apps import apps
from django.conf import settings
from django.core.cache import BaseCache, caches
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.template import Engine
from django.urls import resolve, reverse
from django.utils import translation

from toolkit.outages import outage_of

log = structlog.get_logger(__name__)

AT_HAND_FOR = 24 * 3600
SHARED_FOR = 30 * AT_HAND_FOR
"""Seconds. Pages are replaced by pages with other keys, so nothing is ever purged."""
PARTS = frozenset({".py", ".html", ".mo", ".css", ".js", ".svg"})
TURNS = [Lock() for _ in range(16)]
"""SQLite has no locks of its own for pages; there one thread of the process at a time makes a page."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page that is ready. Nearly all readers take it compressed, so it is kept in no other way.

    `key` stands for all that it was made from; `by_day` tells whether that includes the day.
    """

    key: str
    by_day: bool
    compressed: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Route:
    """The name of a public page's URL, and its arguments. `on` is the day on which the page will be asked for."""

    name: str
    arguments: tuple[str | int | date, ...]
    on: date | None = None


class AheadRequest(HttpRequest):
    """The portal's own request for a page. It has no host, session or user, which no cached page may depend on."""

    def __init__(self, path: str, on: date | None = None) -> None:
        super().__init__()
        self.method = "GET"
        self.path = self.path_info = path
        self.on = on


def page_at_hand(path: str) -> Page | None:
    """Return the page that this process last sent for this path. It may be out of date."""
    page: Page | None = caches["pages"].get(_place(path))
    return page


def find_page(key: str, request: HttpRequest) -> Page | None:
    """Return the page that is kept under this key; None if there is none."""
    page = None if isinstance(request, AheadRequest) else page_at_hand(request.path_info)
    if page is None or page.key != key:
        page = _shared().get(key)
        if page is not None:
            _take_at_hand(page, request)
    return page


def keep_page(page: Page, request: HttpRequest) -> None:
    """Keep a page, for this process and all others. While a disk is full it is kept for this process alone."""
    try:
        _shared().set(page.key, page, SHARED_FOR)
    except DatabaseError as error:
        if outage_of(error) is None:
            raise
    _take_at_hand(page, request)


def _take_at_hand(page: Page, request: HttpRequest) -> None:
    if not isinstance(request, AheadRequest):
        caches["pages"].set(_place(request.path_info), page, AT_HAND_FOR)


def _place(path: str) -> str:
    """Return the path as a key that every cache accepts."""
    return sha256(path.encode("utf-8", "surrogatepass")).hexdigest()


@contextmanager
def turn(key: str) -> Iterator[None]:
    """Wait until nobody else makes the page with this key: another thread, or on PostgreSQL another process."""
    number = int(sha256(key.encode()).hexdigest()[:15], 16)
    if connection.vendor != "postgresql":
        with TURNS[number % len(TURNS)]:
            yield
        return
    _ask("SELECT pg_advisory_lock(%s)", number)
    try:
        yield
    finally:
        with suppress(DatabaseError):  # a lost connection has given its locks back
            _ask("SELECT pg_advisory_unlock(%s)", number)


def _ask(statement: str, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [number])


def make_ready(routes: Iterable[Route]) -> None:
    """Make these pages in every language, unless they are ready.

    A page that fails is logged and left to its visitors.
    """
    known = list(routes)
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for route in known:
                _make(route)


def _make(route: Route) -> None:
    path = reverse(route.name, args=route.arguments)
    view, arguments, keywords = resolve(path)
    try:
        view(AheadRequest(path, route.on), *arguments, **keywords)
    except Exception:
        log.exception("page_not_ready", path=path)


def _shared() -> BaseCache:
    return caches["ready_pages"]


@cache
def edition() -> str:
    """Return a digest of what pages are made of: code, templates, translations, style sheets and the portal's address.

    It is part of the keys of pages, so that no process sends a page that another edition of the portal has made.
    """
    digest = sha256(settings.PUBLIC_URL.encode())
    for folder in _sources():
        for file in sorted(folder.rglob("*")):
            if file.suffix in PARTS and file.is_file():
                digest.update(str(file.relative_to(settings.ROOT)).encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _sources() -> list[Path]:
    """Return the folders of our own apps, the templates, the translations and the static files."""
    own = [Path(each.path) for each in apps.get_app_configs() if Path(each.path).parent == settings.ROOT]
    templates = [Path(folder) for folder in Engine.get_default().dirs]
    return [*own, *templates, *map(Path, settings.LOCALE_PATHS), *map(Path, settings.STATICFILES_DIRS)]
