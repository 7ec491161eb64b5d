"""The console's shell, as far as it knows nothing of conferences: navigation, statuses, and where a deed leads."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponseBase]
UNFIT = 422


def console_page(*methods: str) -> Callable[[View], View]:
    """A page of the console: these methods, signed in, never kept by a browser."""

    def decorate(view: View) -> View:
        return require_http_methods(methods)(login_required(never_cache(view)))

    return decorate


@dataclass(frozen=True)
class NavLink:
    """A link of the navigation, as base/console.html draws it."""

    url: str
    label: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True)
class NavGroup:
    """Links under a heading, which may be empty."""

    title: str
    links: list[NavLink]


def way_back(request: HttpRequest, groups: Iterable[NavGroup]) -> NavLink | None:
    """The page of the navigation that this one stands below; None on that page itself."""
    current = next((link for group in groups for link in group.links if link.is_current), None)
    return current if current and current.url != request.path else None


def wants_part(request: HttpRequest) -> bool:
    """Whether a script of the page asks for its living part; a reader who goes back wants the whole page."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def done(request: HttpRequest, words: str | Promise, name: str, **kwargs: str | int) -> HttpResponse:
    """After a deed: what was done, on the page that shows it."""
    messages.success(request, str(words))
    return redirect(reverse(name, kwargs=kwargs))


def refused(request: HttpRequest, words: str | Promise, name: str, **kwargs: str | int) -> HttpResponse:
    """After a deed that could not be done: why, on the page where it was asked for."""
    messages.error(request, str(words))
    return redirect(reverse(name, kwargs=kwargs))


def status_of(form: BaseForm) -> int:
    """The status of a page with a form: one that was sent and refused is 422."""
    return UNFIT if form.is_bound and form.errors else 200


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, for a form; None on the way in. An empty POST is something sent."""
    return request.POST if request.method == "POST" else None
