"""Every address by every role. How to add a row: see tests/architecture/permissions/__init__.py."""

from collections.abc import Iterable, Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.architecture.permissions import (
    EVERYBODY,
    Answers,
    Row,
    Who,
    account_of,
    accounts,
    console,
    door,
    portal,
    public,
)
from tests.builders.people import Cast

ROWS: list[Row] = [*accounts.ROWS, *portal.ROWS, *public.ROWS, *door.ROWS, *console.ROWS]


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


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_everybody_gets_what_the_row_says(row: Row, cast: Cast) -> None:
    address = reverse(row.name, kwargs=dict(row.kwargs(cast)))
    assert _answers(row, "GET", address, cast) == dict(row.get)
    if row.post is not None:
        assert _answers(row, "POST", address, cast) == dict(row.post)


def _answers(row: Row, method: str, address: str, cast: Cast) -> Answers:
    return {who: _answer(row, method, address, who, cast) for who in EVERYBODY}


def _answer(row: Row, method: str, address: str, who: Who, cast: Cast) -> int:
    client = Client(raise_request_exception=False)
    account = account_of(who, cast)
    before = transaction.savepoint()
    try:
        if account is not None:
            client.force_login(account)
        if method == "GET":
            return client.get(address).status_code
        data = dict(row.data(cast))
        if row.content_type:
            return client.post(address, data, content_type=row.content_type).status_code
        return client.post(address, data).status_code
    finally:
        transaction.savepoint_rollback(before)
