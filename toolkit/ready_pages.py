"""Public pages that are made before anybody asks for them, and shared by all processes.

Each process keeps the pages that it has sent at hand. Those that a worker made ahead are in the database, where every
process finds them. What a visitor asks for is never written there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import structlog
from django.apps import apps
from django.conf import settings
from django.core.cache import BaseCache, caches
from django.http import HttpRequest
from django.template import Engine
from django.urls import resolve, reverse
from django.utils import translation

log = structlog.get_logger(__name__)

AT_HAND_FOR = 24 * 3600
SHARED_FOR = 30 * AT_HAND_FOR
"""Seconds. Pages are replaced by pages with other keys, so nothing is ever purged."""
PARTS = frozenset({".py", ".html", ".mo", ".css", ".js", ".svg"})


@dataclass(frozen=True)
class Route:
    """The name of a public page's URL, and its arguments."""

    name: str
    arguments: tuple[str | int | date, ...]


class AheadRequest(HttpRequest):
    """The portal's own request for a page. It has no host, session or user, which no cached page may depend on."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.method = "GET"
        self.path = self.path_info = path


def find_page(key: str, request: HttpRequest) -> object | None:
    """Return the page that is kept under this key; None if there is none."""
    at_hand = caches["pages"]
    page: object | None = None if isinstance(request, AheadRequest) else at_hand.get(key)
    if page is None:
        page = _shared().get(key)
        if page is not None:
            at_hand.set(key, page, AT_HAND_FOR)
    return page


def keep_page(key: str, page: object, request: HttpRequest) -> None:
    """Keep a page: for all processes if it was made ahead, else for this one."""
    if isinstance(request, AheadRequest):
        _shared().set(key, page, SHARED_FOR)
    else:
        caches["pages"].set(key, page, AT_HAND_FOR)


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
        view(AheadRequest(path), *arguments, **keywords)
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
