"""The schema of the API says every status that is answered.

Schemathesis sends what the schema allows and what it forbids, with a device's key: every answer must be one that the
schema describes.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from unittest.mock import patch

import psycopg
import pytest
import schemathesis
from django.conf import LazySettings
from django.core.signals import request_finished, request_started
from django.db import IntegrityError, OperationalError, close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis.strategies import booleans, one_of
from pydantic import JsonValue
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from doors.operations.devices import revoke
from portal.wsgi import application
from tests.builders.doors import the_doors
from tests.builders.people import NOW

if TYPE_CHECKING:
    from schemathesis.specs.openapi.schemas import OpenApiOperation

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite_is_enough("what is sent and described does not depend on the database"),
]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
SIGN_UP = "/api/v1/conferences/{slug}/registrations"
# A status of each operation that must come, so that a test that no longer reaches it fails.
REACHED = {
    "POST /api/v1/door/pair": 410,
    "GET /api/v1/door": 200,
    "GET /api/v1/door/counts": 200,
    "POST /api/v1/scans": 200,
    f"POST {SIGN_UP}": 422,
    f"GET {SIGN_UP}": 401,
}
GENERATED = hypothesis_settings(
    max_examples=30,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
GOOD: dict[str, dict[str, JsonValue]] = {
    "/api/v1/door/pair": {"secret": "NEVEROFFERED"},
    "/api/v1/scans": {"records": []},
    SIGN_UP: {"category": "delegate", "name": "林知远", "email": "lin@example.com", "institution_zh": "吴淞理工大学"},
}


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the connection of the test's transaction, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def operations() -> "dict[str, OpenApiOperation]":
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app=application)
    found = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]
    return {operation.label: operation for operation in found}


def test_every_operation_is_tried() -> None:
    assert set(operations()) == set(REACHED)


@pytest.mark.parametrize("label", REACHED)
def test_every_answer_is_as_the_schema_says(label: str) -> None:
    the_doors()
    operation = operations()[label]
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    came: Counter[int] = Counter()

    @GENERATED
    @given(case=one_of(*(operation.as_strategy(generation_mode=mode) for mode in modes)), is_ours=booleans())
    def send(case: "schemathesis.Case[OpenApiOperation]", is_ours: bool) -> None:  # noqa: FBT001 - Hypothesis passes it by name
        if is_ours and case.path_parameters:
            case.path_parameters["slug"] = "doors27"
        answer = case.call_and_validate(headers={"Authorization": "Bearer north"}, checks=CHECKS)
        came[answer.status_code] += 1

    send()
    assert came[REACHED[label]]


def status_of(label: str, **extra: str) -> int:
    """Return the status of a good request to an operation, or of one with another body; it must say why in words."""
    method, path = label.split()
    body = extra.pop("body", json.dumps(GOOD.get(path, "")))
    client = Client(raise_request_exception=False, headers={"Authorization": "Bearer north"} | extra)
    address = path.replace("{slug}", "doors27")
    answer = client.get(address) if method == "GET" else client.post(address, body, content_type="application/json")
    assert answer.status_code < 300 or answer.json()["detail"]
    return answer.status_code


@pytest.fixture
def declared() -> dict[str, set[int]]:
    """Return the statuses that the schema declares for each operation."""
    paths = Client().get("/api/v1/openapi.json").json()["paths"]
    return {
        f"{method.upper()} {path}": {int(status) for status in operation["responses"]}
        for path, operations in paths.items()
        for method, operation in operations.items()
    }


def raising(exception: Exception, cause: Exception | None = None) -> Callable[..., object]:
    def fail(*_arguments: object, **_keywords: object) -> object:
        raise exception from cause

    return fail


TAKEN = sqlite3.IntegrityError("UNIQUE constraint failed: x.y")
OUTAGES = {
    409: raising(IntegrityError("taken"), TAKEN),
    503: raising(OperationalError("refused"), psycopg.OperationalError("refused")),
    507: raising(OperationalError("no space"), psycopg.errors.DiskFull("no space")),
}


@pytest.mark.parametrize("status", OUTAGES)
@pytest.mark.parametrize("label", REACHED)
def test_the_schema_says_what_is_answered_when_the_database_fails(
    declared: dict[str, set[int]], label: str, status: int
) -> None:
    the_doors()
    with patch("django.db.backends.utils.CursorWrapper.execute", OUTAGES[status]):
        came = status_of(label)
    assert came == status
    assert came in declared[label] or (label.startswith("GET") and status == 409)


@pytest.mark.parametrize("label", REACHED)
def test_the_schema_says_what_is_answered_to_garbled_requests(
    declared: dict[str, set[int]], label: str, settings: LazySettings
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    the_doors()
    came = {status_of(label, Authorization="Bearer a\0b")}
    if label.startswith("POST"):
        came |= {status_of(label, body="{"), status_of(label, body=" " * 2000), status_of(label, body="[]")}
        assert came == {400, 413, 422}
    assert came <= declared[label]


def test_the_schema_says_what_is_answered_to_those_who_may_not(declared: dict[str, set[int]]) -> None:
    doors = the_doors()
    for label in REACHED:
        assert status_of(label, Authorization="Bearer nobody") in declared[label]
    revoke(doors.device, by=None, now=NOW)
    came = {label: status_of(label) for label in ("GET /api/v1/door", "GET /api/v1/door/counts")}
    assert set(came.values()) == {403}
    assert all(status in declared[label] for label, status in came.items())


def test_the_schema_says_what_is_answered_to_too_many_sign_ups(declared: dict[str, set[int]]) -> None:
    the_doors()
    label = f"POST {SIGN_UP}"
    came = {status_of(label) for _ in range(40)}
    assert came == {202, 429}
    assert came <= declared[label]
