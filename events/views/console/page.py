"""What all console pages of a conference share: the frame around the page."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from events.access import Standing
from events.extensions import ConsoleGroup, RowLink, console_links
from events.models import User
from events.rules.office.roles import Right
from toolkit.pages import NavGroup, NavLink, way_back

M = TypeVar("M")


def show(
    request: HttpRequest,
    standing: Standing,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    here: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a page of one conference. `here` is the URL name of the navigation's link that is marked as current."""
    conference = standing.conference
    links = navigation(standing, here=here)
    shell: dict[str, object] = {
        "conference": conference,
        "zone": conference.zone,
        "rights": standing.rights,
        "console_url": reverse("console"),
        "console_links": links,
        "way_back": way_back(request, links),
    }
    response = render(request, template, {**shell, **(context or {})}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def navigation(standing: Standing, *, here: str) -> list[NavGroup]:
    """Return the console pages that this member may see."""
    titles = {ConsoleGroup.WORK: "", ConsoleGroup.SET_UP: _("Set up")}
    groups = [NavGroup(title, list(_links(standing, group, here))) for group, title in titles.items()]
    return [group for group in groups if group.links]


def _links(standing: Standing, group: ConsoleGroup, here: str) -> Iterable[NavLink]:
    for link in sorted(console_links, key=lambda link: link.position):
        may = standing.may(link.right)
        if link.group is group and (may or (link.is_for_hosts and standing.reach.forums)):
            url = reverse(link.name, kwargs={"conference": standing.conference.slug})
            count = link.count(standing.conference) if link.count and may else None
            yield NavLink(url, str(link.label), is_current=link.name == here, count=count)


def signed_in(request: HttpRequest) -> User:
    """Return the user of a page that `console_page` has protected."""
    assert isinstance(request.user, User)  # noqa: S101 - tells the type checker what the decorator guarantees
    return request.user


def offered(
    sources: Iterable[Callable[[M], list[RowLink]]], row: M, rights: frozenset[Right], *, may_edit: bool
) -> list[RowLink]:
    """Return the links of higher apps for a row that somebody with these rights may follow.

    Links that only serve to edit a forum are left out while it may not be edited.
    """
    links = [link for source in sources for link in source(row) if link.right in rights]
    return [link for link in links if may_edit or link.right is not Right.EDIT_OWN_FORUM]
