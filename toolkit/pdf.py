"""PDFs from our own HTML in our own fonts. Nothing is fetched from the network or the file system.

A process lays out one document at a time: Pango is not thread-safe, and a burst of letters must not take every core.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders
from django.utils.html import escape

from toolkit.fonts import CONFIGURATION, Face, css_rule, named

if TYPE_CHECKING:
    from weasyprint import Document
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

LONGEST_SOURCE = 4_000_000  # characters of HTML; ten times the largest programme book
LARGEST_FILE = 2_000_000  # bytes of one picture
_RESET = "html, body, p, h1 { margin: 0; padding: 0 } @page { margin: 0 }"
# Faults that WeasyPrint only logs.
_UNREACHABLE = ("Relative URI reference", "Failed to load", "Failed to render")
_PRESS = Lock()


class UnprintableTextError(ValueError):
    """The text has `characters` that none of our fonts can draw."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        super().__init__(f"No font for print has {named(characters)}")
        self.characters = characters


class ForbiddenAddressError(ValueError):
    """The document refers to something that is neither a `data:` URL nor one of our static files."""


class TooLargeError(ValueError):
    """The document exceeds LONGEST_SOURCE."""


def pdf(body: str, *, css: str, title: str, lang: str) -> bytes:
    """Return the PDF of an HTML body, tagged for screen readers.

    Pictures are `data:` URLs, or `static:` followed by the path of a static file. Raise UnprintableTextError,
    ForbiddenAddressError or TooLargeError.
    """
    with press() as fonts:
        document = set_pages(body, css=css, title=title, lang=lang, fonts=fonts)
        printed: bytes = document.write_pdf(pdf_tags=True)
    return printed


def set_pages(body: str, *, css: str, title: str, lang: str, fonts: "FontConfiguration") -> "Document":
    """Lay out the pages of an HTML body without drawing them. Call it inside `press()` only."""
    from weasyprint import HTML

    if len(body) > LONGEST_SOURCE:
        raise TooLargeError(f"{len(body)} characters of HTML")
    faces = "\n".join(css_rule(face) for face in Face)
    source = (
        f'<!doctype html><html lang="{escape(lang)}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_RESET}\n{faces}\n{css}</style></head><body>{body}</body></html>"
    )
    return HTML(string=source, url_fetcher=_fetcher()).render(font_config=fonts)


@contextmanager
def press() -> Iterator["FontConfiguration"]:
    """Yield our font configuration to one thread at a time; raise errors for faults that WeasyPrint only logs."""
    with _PRESS, _noted() as notes:
        fonts = _fonts()
        from weasyprint.urls import FatalURLFetchingError

        try:
            yield fonts
        except FatalURLFetchingError as error:
            raise ForbiddenAddressError(str(error)) from error
        notes.raise_faults()


class _Notes(logging.Handler):
    """A log handler that collects the faults that WeasyPrint logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._undrawn: dict[str, None] = {}
        self._unreachable: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.msg, str) and ".notdef" in record.msg and isinstance(record.args, tuple):
            self._undrawn[str(record.args[0])] = None
        elif str(record.msg).startswith(_UNREACHABLE):
            self._unreachable.append(record.getMessage())

    def raise_faults(self) -> None:
        if self._unreachable:
            raise ForbiddenAddressError("; ".join(self._unreachable))
        if self._undrawn:
            raise UnprintableTextError(tuple(self._undrawn))


@contextmanager
def _noted() -> Iterator[_Notes]:
    logger = logging.getLogger("weasyprint")
    logger.setLevel(logging.WARNING)
    notes = _Notes()
    logger.addHandler(notes)
    try:
        yield notes
    finally:
        logger.removeHandler(notes)


@cache
def _fonts() -> "FontConfiguration":
    """Return the configuration with our fonts only.

    Fontconfig reads FONTCONFIG_FILE while WeasyPrint is imported and while a configuration is created. It is reset
    afterwards, because a browser started from this process would inherit it.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(CONFIGURATION)
    try:
        from weasyprint.text.fonts import FontConfiguration

        return FontConfiguration()
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def _fetcher() -> "URLFetcher":
    """Return a fetcher for `data:` and `static:` URLs alone: WeasyPrint's own reads local files and calls loopback."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OurFilesOnly(URLFetcher):
        """Stops the document at any other URL."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> "URLFetcherResponse":
            if len(url) > LARGEST_FILE:
                raise ForbiddenAddressError(f"{len(url)} characters of data")
            if url.startswith("static:"):
                path = _static_file(url.removeprefix("static:"))
                kind = guess_type(path.name)[0] or "application/octet-stream"
                return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})
            return super().fetch(url, headers)

    return OurFilesOnly()


def _static_file(name: str) -> Path:
    """Return the static file of this name. Django's finders refuse paths outside their folders."""
    found = finders.find(name)
    if not isinstance(found, str) or Path(found).stat().st_size > LARGEST_FILE:
        raise ForbiddenAddressError(f"static:{name}")
    return Path(found)
