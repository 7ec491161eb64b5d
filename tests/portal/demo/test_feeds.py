"""The feeds of the whole demo, validated with the standards' own schemas."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import jsonschema
import pytest
import vobject
from django.test import Client
from lxml import etree  # type: ignore[import-untyped]  # it publishes no types

from portal.demo.loading.whole import load_demo

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def test_the_demonstration_is_valid_in_every_format(shared_data: Path, client: Client) -> None:
    conference = load_demo(first_day=date(2027, 4, 16), now=datetime(2027, 4, 16, 1, 12, tzinfo=UTC))
    standards = shared_data / "standards"
    schema = etree.XMLSchema(etree.parse(standards / "schedule.xml.xsd"))
    validator = jsonschema.Draft6Validator(json.loads((standards / "schedule.schema.json").read_bytes()))
    for language in ("zh-hans", "en"):
        told = {
            name: client.get(f"/{language}/{conference.slug}/schedule.{name}").content
            for name in ("xml", "json", "ics")
        }
        schema.validate(etree.fromstring(told["xml"]))
        assert list(schema.error_log) == []
        assert [error.message for error in validator.iter_errors(json.loads(told["json"]))] == []
        assert len(vobject.readOne(told["ics"].decode()).vevent_list) > 300
