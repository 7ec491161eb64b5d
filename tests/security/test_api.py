"""Send bodies that violate the schema to every operation of the API: messages by field, and nothing stored."""

import json
import re
from collections.abc import Mapping
from uuid import uuid4

import pytest
from django.test import Client
from pydantic import JsonValue

from doors.models import Device, Scan
from events.models import Letter
from registration.models import Delegate
from tests.builders.doors import Doors, a_follower, an_attempt, the_doors
from tests.security.api import Schema, bodies_of, broken_bodies, shapes_of_records
from tests.security.nasty import TEXTS

pytestmark = pytest.mark.django_db
Answer = dict[str, JsonValue]
TAKEN = {200, 202}
ENGLISH = re.compile(r"^\s*$|Input|should|valid|Field")
GOOD: dict[str, Mapping[str, JsonValue]] = {
    "/api/v1/door/pair": {"secret": "NEVEROFFERED"},
    "/api/v1/scans": {"records": []},
    "/api/v1/conferences/{slug}/registrations": {
        "category": "delegate",
        "name": "林知远",
        "email": "lin@example.com",
        "institution_zh": "吴淞理工大学",
    },
}


@pytest.fixture
def doors() -> Doors:
    return the_doors()


@pytest.fixture
def document() -> Schema:
    described: Schema = Client().get("/api/v1/openapi.json").json()
    return described


def stored() -> tuple[int, ...]:
    """Return the number of rows in each table that the API writes."""
    return tuple(model._default_manager.count() for model in (Delegate, Letter, Device, Scan))


def faults_of(path: str, body: JsonValue) -> list[str]:
    """Return what is wrong with the response to a body."""
    before = stored()
    answer = Client().post(
        path.replace("{slug}", "doors27"),
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": "Bearer north", "Accept-Language": "zh-CN"},
    )
    what = f"{answer.status_code} {path} {body!r}"[:300]
    if answer.status_code in TAKEN:
        return []
    faults = [f"{what}: stored something"] if stored() != before else []
    if answer.status_code >= 500 or not answer.headers["Content-Type"].startswith("application/json"):
        return [*faults, f"{what}: a failure"]
    said = answer.json()
    if answer.status_code == 422:
        errors = said.get("errors", {})
        words = [word for words in errors.values() for word in words]
        # Messages must be ours: pydantic's are in English only.
        return faults if words and not any(ENGLISH.search(word) for word in words) else [*faults, f"{what}: {words}"]
    return faults if str(said.get("detail", "")).strip() else [*faults, f"{what}: no words"]


def test_every_operation_that_takes_a_body_is_tried(document: Schema) -> None:
    assert {path for _, path, _ in bodies_of(document)} == set(GOOD)


@pytest.mark.parametrize("path", GOOD)
def test_a_body_of_the_wrong_shape_is_refused_with_messages(doors: Doors, document: Schema, path: str) -> None:
    (schema,) = [schema for _, each, schema in bodies_of(document) if each == path]
    tried = [faults_of(path, body) for body in broken_bodies(schema, GOOD[path], list(TEXTS.values()))]
    assert len(tried) > 40
    assert [fault for faults in tried for fault in faults] == []


@pytest.mark.parametrize("kind", ["attempt", "shown", "void", "override"])
def test_a_malformed_record_does_not_affect_the_rest_of_its_batch(doors: Doors, document: Schema, kind: str) -> None:
    attempt = an_attempt(doors)
    good = {
        "attempt": attempt,
        "shown": a_follower("shown", attempt, verdict="admit", reason="ok", decider="server"),
        "void": a_follower("void", attempt),
        "override": a_follower("override", attempt, verdict="admit", note="known to me"),
    }[kind]
    (schema,) = [each for each in shapes_of_records(document) if _kind(each) == kind]
    broken = [
        {**body, "uuid": str(uuid4())} if isinstance(body, dict) and body.get("uuid") == good["uuid"] else body
        for body in broken_bodies(schema, good, list(TEXTS.values()))  # type: ignore[arg-type] # it is JSON
    ]
    answers = _sent([*broken, attempt])
    assert len(answers) == len(broken) + 1 > 40
    refused = [answer for answer in answers if answer["outcome"] == "malformed"]
    assert len(refused) > len(answers) // 2
    assert [answer for answer in refused if not message_of(answer)] == []
    assert Scan.objects.count() == sum(answer["outcome"] in {"recorded", "quarantined"} for answer in answers)


def message_of(answer: Answer) -> str:
    """Return what the device is told about a malformed record."""
    problem = answer["problem"]
    return str(problem["message"]) if isinstance(problem, dict) else ""


def _kind(schema: Schema) -> str:
    properties = schema["properties"]
    assert isinstance(properties, dict)
    kind = properties["kind"]
    assert isinstance(kind, dict)
    return str(kind.get("const"))


def _sent(records: list[JsonValue | dict[str, object]]) -> list[Answer]:
    answers: list[Answer] = []
    for start in range(0, len(records), 400):
        answer = Client().post(
            "/api/v1/scans",
            json.dumps({"records": records[start : start + 400]}),
            content_type="application/json",
            headers={"Authorization": "Bearer north"},
        )
        assert answer.status_code == 200, answer.content[:500]
        answers += answer.json()["answers"]
    return answers
