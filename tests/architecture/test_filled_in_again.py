"""A form that is filled in again after signing in is only shown: no console page stores anything when it is fetched."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html  # type: ignore[import-untyped]  # it publishes no types

from events.rules.office.roles import Role
from tests.architecture.permissions import Row, console, desk, stage
from tests.builders.people import Cast
from toolkit import pages

pytestmark = [
    pytest.mark.usefixtures("quiet"),
    pytest.mark.sqlite_is_enough("which statements a page makes, not what they do"),
]
PAGES = [
    row
    for row in (*console.ROWS, *desk.ROWS, *stage.ROWS)
    if row.get[Role.OWNER] == 200 and row.post is not None and row.post[Role.OWNER] in {302, 422}
]
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)


@pytest.mark.django_db
@pytest.mark.parametrize("row", PAGES, ids=[row.name for row in PAGES])
def test_a_page_that_is_filled_in_again_stores_nothing(row: Row, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    client.force_login(cast.members[Role.OWNER])
    address = reverse(row.name, kwargs=dict(row.kwargs(cast)))
    for values in typed_into(client.get(address).content, dict(row.data(cast))):
        monkeypatch.setattr(pages, "typed_before", lambda _request, values=values: QueryDict(urlencode(values)))
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code in {200, 422}
        assert [query["sql"] for query in queries if WRITES.match(query["sql"])] == []
        monkeypatch.undo()


def typed_into(page: bytes, more: dict[str, str | int]) -> Iterator[list[tuple[str, str | int]]]:
    """Yield what each form of the page holds: of a row that exists, what could be saved as it is."""
    for form in html.fromstring(page).forms:
        if form.method == "POST":
            buttons = [(button.get("name"), button.get("value", "")) for button in form.xpath(".//button[@name]")]
            yield [*form.form_values(), *buttons, *more.items()]


def test_the_walk_would_notice_a_page_that_stores() -> None:
    assert WRITES.match('INSERT INTO "events_room"')
    assert len(PAGES) > 40
