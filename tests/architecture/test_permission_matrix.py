"""Request every URL as every role. See tests/architecture/permissions/__init__.py for how to add a row."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from http.cookies import SimpleCookie

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from events.models import User
from events.rules.office.roles import Role
from tests.architecture.permissions import (
    EVERYBODY,
    Outsider,
    Row,
    Who,
    account_of,
    accounts,
    console,
    desk,
    door,
    portal,
    public,
    stage,
    undone,
)
from tests.builders.people import Cast

pytestmark = pytest.mark.usefixtures("quiet")
MALFORMED = {
    "attributes without a space between them": re.compile(r"""<[a-z][^<>]*=(?:"[^"<>]*"|'[^'<>]*')[a-z-]+="""),
    "a time with fractions of a second": re.compile(r'datetime="[^"]*\.\d'),
}
ON_POSTGRESQL: tuple[Who, ...] = (Outsider.ANONYMOUS, Outsider.SOMEBODY, Role.OWNER, Role.FORUM_SECRETARY)
"""Who asks there: nobody, somebody without a role, and those who see everything and who see one forum. The other roles
send no other queries; what they may do is decided in Python, and asked of SQLite."""
ROWS: list[Row] = [*accounts.ROWS, *portal.ROWS, *public.ROWS, *door.ROWS, *console.ROWS, *desk.ROWS, *stage.ROWS]


def _names(patterns: Iterable[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or pattern.pattern}"
        else:
            yield from _names(
                pattern.url_patterns, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            )


def test_every_address_has_one_row() -> None:
    rows = [row.name for row in ROWS]
    assert sorted(rows) == sorted(set(rows))
    assert set(rows) == set(_names(get_resolver().url_patterns))


@pytest.fixture(scope="module")
def cookies(shared_cast: Cast) -> dict[Who, SimpleCookie]:
    """Sign everybody in once for all rows; return their cookies."""
    return {who: _cookies(account_of(who, shared_cast)) for who in EVERYBODY}


@pytest.fixture
def cast(db: None, shared_cast: Cast) -> Cast:
    """Return a copy of the shared cast, so that a row's changes to the objects do not affect the next."""
    return deepcopy(shared_cast)


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_every_role_gets_the_response_in_its_row(row: Row, cast: Cast, cookies: dict[Who, SimpleCookie]) -> None:
    address = reverse(row.name, kwargs=dict(row.kwargs(cast)))
    asking = EVERYBODY if connection.vendor == "sqlite" else ON_POSTGRESQL
    clients = {who: _client(cookies[who]) for who in asking}
    assert {who: _get(client, address) for who, client in clients.items()} == {who: row.get[who] for who in asking}
    if row.post is not None:
        answers = {who: _post(client, address, row, cast) for who, client in clients.items()}
        assert answers == {who: row.post[who] for who in asking}


def test_every_row_has_an_answer_for_everybody() -> None:
    assert [row.name for row in ROWS if {*row.get, *(row.post or row.get)} != {*EVERYBODY}] == []


def _cookies(account: User | None) -> SimpleCookie:
    client = Client()
    if account is not None:
        client.force_login(account)
    return client.cookies


def _client(cookies: SimpleCookie) -> Client:
    client = Client(raise_request_exception=False)
    client.cookies = deepcopy(cookies)
    return client


def _get(client: Client, address: str) -> int:
    with undone():
        response = client.get(address)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            html = response.content.decode()
            assert [what for what, pattern in MALFORMED.items() if pattern.search(html)] == []
        return response.status_code


def _post(client: Client, address: str, row: Row, cast: Cast) -> int:
    with undone():
        data = dict(row.data(cast))
        if row.content_type:
            return client.post(address, data, content_type=row.content_type).status_code
        return client.post(address, data).status_code
