"""Every address with nasty parts, questions, methods, headers and bodies: no failure, and words with every refusal."""

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
    """Somebody who may do everything."""
    client = Client()
    client.force_login(cast.members[Role.OWNER])
    return client


def faults(asked: Iterable[tuple[str, HttpResponseBase]]) -> dict[str, list[str]]:
    """What is wrong with the answers, by what was asked."""
    return {what[:200]: found for what, response in asked if (found := faults_of(response))}


def test_no_part_of_an_address_breaks_it(cast: Cast, owner: Client) -> None:
    def answers() -> Iterator[tuple[str, HttpResponseBase]]:
        for row in ROWS:
            with address_of(row, cast) as (address, arguments):
                for part in for_this_database(PARTS).values():
                    for nasty in spoiled(address, arguments, part):
                        yield nasty, owner.get(nasty)

    assert faults(answers()) == {}


def test_no_question_breaks_a_page(cast: Cast, owner: Client) -> None:
    def answers() -> Iterator[tuple[str, HttpResponseBase]]:
        for row in READ:
            with address_of(row, cast) as (address, _):
                for query in queries(questions_of(address)):
                    yield f"{address}?{query}", owner.get(f"{address}?{query}")

    assert faults(answers()) == {}


def queries(names: Sequence[str]) -> Iterator[str]:
    """In each round every name has another value; after the last one every name has had every value."""
    tried = list(for_this_database(QUERIES).values())
    for turn in range(len(tried) if names else 0):
        values = (tried[(turn + place) % len(tried)] for place in range(len(names)))
        yield "&".join(f"{name}={value}" for name, value in zip(names, values, strict=True))


def test_what_no_database_keeps_goes_no_further_than_the_door(cast: Cast, owner: Client) -> None:
    let_in = []
    for row in ROWS:
        with address_of(row, cast) as (address, _):
            if owner.get(f"{address}?x=a%00b").status_code != 400:
                let_in.append(address)
    assert let_in == []


@pytest.mark.sqlite_is_enough("a refused method asks the database nothing that test_permission_matrix.py does not")
def test_no_method_breaks_an_address(cast: Cast, owner: Client) -> None:
    def answers() -> Iterator[tuple[str, HttpResponseBase]]:
        for row in ROWS:
            with address_of(row, cast) as (address, _):
                for method in NOT_MADE:
                    yield f"{method} {address}", owner.generic(method, address)

    assert faults(answers()) == {}


def test_no_header_breaks_a_page(cast: Cast) -> None:
    def answers() -> Iterator[tuple[str, HttpResponseBase]]:
        for row in (row for row in ROWS if row.name in WITH_HEADERS):
            with address_of(row, cast) as (address, _):
                for what, headers in HEADERS.items():
                    yield f"{what}: {address}", Client().get(address, headers=headers)

    assert faults(answers()) == {}


def test_no_body_breaks_a_page(cast: Cast, owner: Client, settings: LazySettings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST

    def answers() -> Iterator[tuple[str, HttpResponseBase]]:
        for row in WRITTEN_TO:
            with address_of(row, cast) as (address, _):
                for what, (kind, body) in for_this_database(BODIES).items():
                    with undone():
                        yield f"{what}: {address}", owner.generic("POST", address, body, content_type=kind)

    assert faults(answers()) == {}
