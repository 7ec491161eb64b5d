"""What console views share that is not about conferences: the decorator, the navigation, statuses and redirects."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from toolkit.typed import forget_typed, remember_member, to_sign_in, typed_before

View = Callable[..., HttpResponseBase]
UNFIT = 422
SIGNED_OUT = gettext_lazy(
    "You had been signed out, so nothing was saved. Check your entries and press the button again."
)


def console_page(*methods: str) -> Callable[[View], View]:
    """Make a view a console page: only these HTTP methods, only for signed-in users, never cached.

    If the session has ended, a form that is sent is filled in again after signing in, and has to be sent anew.
    """

    def decorate(view: View) -> View:
        @require_http_methods(methods)
        @never_cache
        @wraps(view)
        def page(request: HttpRequest, *arguments: str, **keywords: str | int) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_sign_in(request, is_form="GET" in methods)
            if request.method == "POST":
                forget_typed(request)
            elif typed_before(request) is not None:
                messages.warning(request, str(SIGNED_OUT))
            response = view(request, *arguments, **keywords)
            remember_member(request, response)
            return response

        return page

    return decorate


@dataclass(frozen=True)
class NavLink:
    """A link in the navigation (base/console.html)."""

    url: str
    label: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True)
class NavGroup:
    """Links under a heading; the heading may be empty."""

    title: str
    links: list[NavLink]


def way_back(request: HttpRequest, groups: Iterable[NavGroup]) -> NavLink | None:
    """Return the navigation link that this page belongs under; None on that page itself."""
    current = next((link for group in groups for link in group.links if link.is_current), None)
    return current if current and current.url != request.path else None


def wants_part(request: HttpRequest) -> bool:
    """Return whether htmx asks for a fragment. When the reader navigates back, htmx asks for the whole page."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def done(request: HttpRequest, words: str | Promise, name: str, **kwargs: str | int) -> HttpResponse:
    """Redirect to the page named `name` with a success message."""
    messages.success(request, str(words))
    return redirect(reverse(name, kwargs=kwargs))


def refused(request: HttpRequest, words: str | Promise, name: str, **kwargs: str | int) -> HttpResponse:
    """Redirect to the page named `name` with an error message."""
    messages.error(request, str(words))
    return redirect(reverse(name, kwargs=kwargs))


def status_of(form: BaseForm) -> int:
    """Return the status of a page with a form: 422 if the form was submitted and is invalid, else 200."""
    return UNFIT if form.is_bound and form.errors else 200


def sent(request: HttpRequest) -> QueryDict | None:
    """Return the data for a form: the POST data, even if empty; what was typed before signing in; or else None.

    The latter is only shown: a view stores nothing unless the method is POST.
    """
    return request.POST if request.method == "POST" else typed_before(request)
