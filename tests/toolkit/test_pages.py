"""Helpers that console views share."""

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from events.models import User
from toolkit.pages import NavGroup, NavLink, console_page, sent, status_of, wants_part, way_back


@console_page("GET")
def _page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("seen")


def _request(method: str = "get", **headers: str) -> HttpRequest:
    request: HttpRequest = getattr(RequestFactory(), method)("/console/x/", headers=headers)
    return request


def test_a_console_page_requires_signing_in_and_one_of_its_methods() -> None:
    visitor, member = _request(), _request()
    visitor.user, member.user = AnonymousUser(), User(email="a@example.com")
    assert _page(visitor).status_code == 302
    seen = _page(member)
    assert (seen.status_code, "no-store" in seen["Cache-Control"]) == (200, True)
    assert _page(_request("post")).status_code == 405


@pytest.mark.parametrize(
    ("headers", "wants"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
    ],
)
def test_htmx_gets_a_fragment_unless_it_restores_a_page(headers: dict[str, str], *, wants: bool) -> None:
    assert wants_part(_request(**headers)) is wants


def test_the_way_back_is_the_current_link_unless_it_is_this_page() -> None:
    above, here = NavLink("/console/", "All", is_current=True), NavLink("/console/x/", "X", is_current=True)
    other = NavLink("/other/", "Other", is_current=False)
    assert way_back(_request(), [NavGroup("", [other]), NavGroup("", [above])]) == above
    assert way_back(_request(), [NavGroup("", [here])]) is None
    assert way_back(_request(), [NavGroup("", [other])]) is None


def test_only_a_submitted_form_with_errors_is_unprocessable() -> None:
    class Form(forms.Form):
        name = forms.CharField()

    assert [status_of(form) for form in (Form(), Form({"name": "x"}), Form({}))] == [200, 200, 422]


def test_an_empty_post_has_data_and_a_get_has_none() -> None:
    assert sent(_request()) is None
    empty = sent(_request("post"))
    assert empty is not None
    assert not empty
