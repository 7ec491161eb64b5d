"""Send hostile paths, queries, methods, headers and bodies to every URL.

No request may cause a server error, and every refusal must carry a message.
"""

from collections.abc import Iterable, Iterator, Sequence

import pytest
from django.conf import LazySettings
from django.http import HttpResponseBase
from django.test import Client

from events.rules.office.roles import Role
from tests.architecture.permissions import undone
from tests.architecture.test_permission_matrix import ROWS
from tests.builders.people import Cast
from tests.security.addresses import address_of, faults_of, questions_of, spoiled
from tests.security.nasty import BODIES, HEADERS, LARGEST, PARTS, QUERIES, for_this_database

NOT_MADE = ("PUT", "OPTIONS", "NONSENSE")
READ = [row for row in ROWS if set(row.get.values()) != {405}]
WRITTEN_TO = [row for row in ROWS if row.post is None or set(row.post.values()) != {405}]
WITH_HEADERS = {"portal", "conference_home", "conference_me", "console", "account_login", "door", "api:door"}
WITH_HEADERS |= {"api:registrations", "root", "healthz"}


@pytest.fixture
def owner(cast: Cast) -> Client:
    """A client signed in as the owner, who may do everything."""
    client = Client()
    client.force_login(cast.members[Role.OWNER])
    return client


def faults(asked: Iterable[tuple[str, HttpResponseBase]]) -> dict[str, list[str]]:
    """Return the faults of the responses, by request."""
    return {what[:200]: found for what, response in asked if (found := faults_of(response))}


def test_no_path_segment_causes_an_error(cast: Cast, owner: Client) -> None:
    def answers() -> Iterator[tuple[str, HttpResponseBase]]:
        for row in ROWS:
            with address_of(row, cast) as (address, arguments):
                for part in for_this_database(PARTS).values():
                    for nasty in spoiled(address, arguments, part):
                        yield nasty, owner.get(nasty)

    assert faults(answers()) == {}


def test_no_query_causes_an_error(cast: Cast, owner: Client) -> None:
    def answers() -> Iterator[tuple[str, HttpResponseBase]]:
        for row in READ:
            with address_of(row, cast) as (address, _):
                for query in queries(questions_of(address)):
                    yield f"{address}?{query}", owner.get(f"{address}?{query}")

    assert faults(answers()) == {}


def queries(names: Sequence[str]) -> Iterator[str]:
    """Yield query strings. Every parameter gets a different value in each, and all values in the end."""
    tried = list(for_this_database(QUERIES).values())
    for turn in range(len(tried) if names else 0):
        values = (tried[(turn + place) % len(tried)] for place in range(len(names)))
        yield "&".join(f"{name}={value}" for name, value in zip(names, values, strict=True))


def test_a_null_character_in_a_query_is_refused(cast: Cast, owner: Client) -> None:
    let_in = []
    for row in ROWS:
        with address_of(row, cast) as (address, _):
            if owner.get(f"{address}?x=a%00b").status_code != 400:
                let_in.append(address)
    assert let_in == []


@pytest.mark.sqlite_is_enough("a refused method runs no query that test_permission_matrix.py does not run")
def test_no_method_causes_an_error(cast: Cast, owner: Client) -> None:
    def answers() -> Iterator[tuple[str, HttpResponseBase]]:
        for row in ROWS:
            with address_of(row, cast) as (address, _):
                for method in NOT_MADE:
                    yield f"{method} {address}", owner.generic(method, address)

    assert faults(answers()) == {}


def test_no_header_causes_an_error(cast: Cast) -> None:
    def answers() -> Iterator[tuple[str, HttpResponseBase]]:
        for row in (row for row in ROWS if row.name in WITH_HEADERS):
            with address_of(row, cast) as (address, _):
                for what, headers in HEADERS.items():
                    yield f"{what}: {address}", Client().get(address, headers=headers)

    assert faults(answers()) == {}


def test_no_body_causes_an_error(cast: Cast, owner: Client, settings: LazySettings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST

    def answers() -> Iterator[tuple[str, HttpResponseBase]]:
        for row in WRITTEN_TO:
            with address_of(row, cast) as (address, _):
                for what, (kind, body) in for_this_database(BODIES).items():
                    with undone():
                        yield f"{what}: {address}", owner.generic("POST", address, body, content_type=kind)

    assert faults(answers()) == {}
