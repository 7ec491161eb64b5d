"""What all pages of the console have in common: who may ask, the shell around the page, and where a deed leads."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.access import Standing
from events.extensions import ConsoleGroup, RowLink, console_links
from events.models import User
from events.rules.office.roles import Right

View = Callable[..., HttpResponseBase]
M = TypeVar("M")
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


def show(
    request: HttpRequest,
    standing: Standing,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    here: str = "",
    status: int = 200,
) -> HttpResponse:
    """A page of one conference; `here` is the URL name of the navigation's link that is marked as current."""
    conference = standing.conference
    links = navigation(standing, here=here)
    shell: dict[str, object] = {
        "conference": conference,
        "zone": conference.zone,
        "rights": standing.rights,
        "console_url": reverse("console"),
        "console_links": links,
        "way_back": _way_back(request, links),
    }
    response = render(request, template, {**shell, **(context or {})}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _way_back(request: HttpRequest, groups: Iterable[NavGroup]) -> NavLink | None:
    """The page of the navigation that this one stands below; None on that page itself."""
    current = next((link for group in groups for link in group.links if link.is_current), None)
    return current if current and current.url != request.path else None


def wants_part(request: HttpRequest) -> bool:
    """Whether a script of the page asks for its living part; a reader who goes back wants the whole page."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def navigation(standing: Standing, *, here: str) -> list[NavGroup]:
    """The console's pages that this member may see."""
    titles = {ConsoleGroup.WORK: "", ConsoleGroup.SET_UP: _("Set up")}
    groups = [NavGroup(title, list(_links(standing, group, here))) for group, title in titles.items()]
    return [group for group in groups if group.links]


def _links(standing: Standing, group: ConsoleGroup, here: str) -> Iterable[NavLink]:
    for link in sorted(console_links, key=lambda link: link.position):
        if link.group is group and standing.may(link.right):
            url = reverse(link.name, kwargs={"conference": standing.conference.slug})
            yield NavLink(url, str(link.label), is_current=link.name == here)


def done(request: HttpRequest, words: str | Promise, name: str, **kwargs: str | int) -> HttpResponse:
    """After a deed: what was done, on the page that shows it."""
    messages.success(request, str(words))
    return redirect(reverse(name, kwargs=kwargs))


def refused(request: HttpRequest, words: str | Promise, name: str, **kwargs: str | int) -> HttpResponse:
    """After a deed that could not be done: why, on the page where it was asked for."""
    messages.error(request, str(words))
    return redirect(reverse(name, kwargs=kwargs))


def signed_in(request: HttpRequest) -> User:
    """Whoever asks; `console_page` has seen to it that somebody does."""
    assert isinstance(request.user, User)  # noqa: S101 - tells the type checker what the decorator guarantees
    return request.user


def status_of(form: BaseForm) -> int:
    """The status of a page with a form: one that was sent and refused is 422."""
    return UNFIT if form.is_bound and form.errors else 200


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, for a form; None on the way in. An empty POST is something sent."""
    return request.POST if request.method == "POST" else None


def offered(
    sources: Iterable[Callable[[M], list[RowLink]]], row: M, rights: frozenset[Right], *, may_edit: bool
) -> list[RowLink]:
    """What higher apps offer about a row to somebody with these rights; what only edits it, while it may be edited."""
    links = [link for source in sources for link in source(row) if link.right in rights]
    return [link for link in links if may_edit or link.right is not Right.EDIT_OWN_FORUM]
