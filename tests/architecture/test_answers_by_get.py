"""Send nonsense to every URL as a browser does: whatever answers is a redirect to a page that is fetched by GET."""

import re
from collections.abc import Mapping
from copy import deepcopy
from http.cookies import SimpleCookie

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from events.rules.office.roles import Role
from tests.architecture.permissions import Row, undone
from tests.architecture.test_permission_matrix import ROWS
from tests.builders.people import Cast

pytestmark = [
    pytest.mark.usefixtures("quiet"),
    pytest.mark.sqlite_is_enough("how a form is answered; the permission matrix asks the same pages on both"),
]
OURS = {"Origin": "http://testserver"}
NONSENSE = "\x07 nonsense"
FIELD = re.compile(r"<(?:input|select|textarea|button)\b[^>]*\bname=\"([\w-]+)\"")
NOT_OF_THE_PAGE = {"csrfmiddlewaretoken", "language"}


@pytest.fixture(scope="module")
def owner(shared_cast: Cast) -> SimpleCookie:
    """The cookies of an owner who is signed in."""
    client = Client()
    client.force_login(shared_cast.members[Role.OWNER])
    return client.cookies


def a_browser(cookies: SimpleCookie) -> Client:
    client = Client(raise_request_exception=False)
    client.cookies = deepcopy(cookies)
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("is_owner", [True, False], ids=["owner", "anonymous"])
@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_no_form_is_answered_with_a_page(row: Row, shared_cast: Cast, owner: SimpleCookie, *, is_owner: bool) -> None:
    client = a_browser(owner if is_owner else SimpleCookie())
    with undone():
        address = reverse(row.name, kwargs=dict(row.kwargs(shared_cast)))
        values = {**nonsense_for(client, address), **row.data(shared_cast)}
        with undone():
            directly = a_browser(client.cookies).post(address, values)
        answer = client.post(address, values, headers=OURS)
        if not is_page(directly):
            assert answer.status_code == directly.status_code
        else:
            assert (answer.status_code, is_page(answer)) == (303, False)
            shown = client.get(answer.headers["Location"])
            assert (shown.status_code, is_page(shown)) == (directly.status_code, True)


def nonsense_for(client: Client, address: str) -> Mapping[str, str]:
    """Return nonsense for every field on the page at the address."""
    with undone():
        page = client.get(address)
        fields = FIELD.findall(page.content.decode()) if is_page(page) else []
    return dict.fromkeys(set(fields) - NOT_OF_THE_PAGE, NONSENSE)


def is_page(answer: HttpResponseBase) -> bool:
    is_html = answer.headers.get("Content-Type", "").startswith("text/html")
    return is_html and not 300 <= answer.status_code < 400


@pytest.mark.django_db
def test_the_walk_meets_the_forms_that_it_is_about(shared_cast: Cast, owner: SimpleCookie) -> None:
    refused = [row for row in ROWS if row.post is not None and row.post[Role.OWNER] == 422 and not row.content_type]
    assert len(refused) > 20
    for row in refused:
        client = a_browser(owner)
        with undone():
            address = reverse(row.name, kwargs=dict(row.kwargs(shared_cast)))
            answer = client.post(address, dict(row.data(shared_cast)), headers=OURS)
            assert (answer.status_code, client.get(answer.headers["Location"]).status_code) == (303, 422), row.name
