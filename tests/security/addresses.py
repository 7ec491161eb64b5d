"""Every URL of the portal with arguments that exist, built from the rows of the permission matrix."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import quote

from django.core.cache import caches
from django.http import HttpResponseBase
from django.urls import resolve, reverse

from events.queries import releases
from tests.architecture.permissions import Row, undone
from tests.builders.people import Cast

_READS = re.compile(r"""request\.GET(?:\.get|\.getlist)?[\[(]\s*["'](\w+)["']|["'](\w+)["'] in request\.GET""")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@contextmanager
def address_of(row: Row, cast: Cast) -> Iterator[tuple[str, Mapping[str, str | int]]]:
    """Yield the URL of an existing object and its arguments, and roll the database back afterwards."""
    with undone():
        arguments = dict(row.kwargs(cast))
        yield reverse(row.name, kwargs=arguments), arguments
    caches["pages"].clear()
    releases._index.cache_clear()
    releases._days.cache_clear()


def spoiled(address: str, arguments: Mapping[str, str | int], part: str) -> Iterator[str]:
    """Yield the URL with each argument in turn replaced by `part`."""
    for value in map(quote, map(str, arguments.values())):
        before, _, after = address.rpartition(value)
        yield f"{before}{part}{after}"


def questions_of(address: str) -> list[str]:
    """Return the query parameters that the view, or a function of its module, reads. Foreign views: `next`."""
    view = inspect.unwrap(resolve(address).func)
    sources = "".join(map(inspect.getsource, _beside(view, set())))
    theirs = {"next"} if view.__module__.startswith(("allauth", "django")) else set()
    return sorted({name for found in _READS.findall(sources) for name in found if name} | theirs)


def _beside(function: Callable[..., object], seen: set[Callable[..., object]]) -> set[Callable[..., object]]:
    """Return the function and, recursively, the functions of its module that it refers to."""
    if not inspect.isfunction(function):
        return seen
    seen.add(function)
    for name in function.__code__.co_names:
        named = function.__globals__.get(name)
        if inspect.isfunction(named) and named.__module__ == function.__module__ and named not in seen:
            _beside(named, seen)
    return seen


def faults_of(response: HttpResponseBase) -> list[str]:
    """Return what no response may be: a failure, a refusal without a message, a page without its security headers."""
    faults = [f"{name} is missing" for name, value in HEADERS.items() if response.headers.get(name) != value]
    if "Content-Security-Policy" not in response.headers:
        faults.append("no policy")
    if response.status_code >= 500:
        faults.append(f"{response.status_code}")
    if response.status_code >= 400 and not _has_words(response):
        faults.append(f"{response.status_code} without words")
    return faults


def _has_words(response: HttpResponseBase) -> bool:
    """Return whether the response has a message: a heading on a page, `detail` or field errors in the API, or what the
    editor says.
    """
    said = getattr(response, "content", b"")
    if response.headers.get("Content-Type", "").startswith("application/json"):
        return any(key in said for key in (b'"detail"', b'"errors"', b'"said"'))
    return b"<h1" in said
