"""Every address by every role. How to add a row: see tests/architecture/permissions/__init__.py."""

import logging
from collections.abc import Iterable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from events.models import User
from tests.architecture.permissions import (
    EVERYBODY,
    Row,
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


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    # Hundreds of refusals are as they should be; drawing a log line for each takes ten times as long as asking.
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_everybody_gets_what_the_row_says(row: Row, cast: Cast) -> None:
    address = reverse(row.name, kwargs=dict(row.kwargs(cast)))
    clients = {who: _client(account_of(who, cast)) for who in EVERYBODY}
    assert {who: _get(client, address) for who, client in clients.items()} == dict(row.get)
    if row.post is not None:
        assert {who: _post(client, address, row, cast) for who, client in clients.items()} == dict(row.post)


def _client(account: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if account is not None:
        client.force_login(account)
    return client


def _get(client: Client, address: str) -> int:
    with undone():
        return client.get(address).status_code


def _post(client: Client, address: str, row: Row, cast: Cast) -> int:
    with undone():
        data = dict(row.data(cast))
        if row.content_type:
            return client.post(address, data, content_type=row.content_type).status_code
        return client.post(address, data).status_code
