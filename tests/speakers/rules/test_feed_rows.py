from dataclasses import fields

import pytest
from django.db.models import Model

from events.models import Person
from events.rules.edits import Edit
from speakers.models import Speaker
from speakers.rules.feed_rows import FedPerson, FedSpeaker

NOT_FED: list[tuple[type[Model], type[Edit], set[str]]] = [
    (
        Person,
        FedPerson,
        {"id", "organisation_id", "user_id", "source_key", "created_at", "honour", "email", "phone"}
        | {"post_zh", "post_en", "affiliation_zh", "affiliation_en"},
    ),
    (
        Speaker,
        FedSpeaker,
        {"id", "conference_id", "person_id", "code", "state", "manual_rank", "must_not_clash", "photo"},
    ),
]


@pytest.mark.parametrize(("model", "fed", "others"), NOT_FED, ids=["person", "speaker"])
def test_every_column_comes_from_a_feed_or_is_named_here(model: type[Model], fed: type[Edit], others: set[str]) -> None:
    said = {field.name for field in fields(fed)}
    assert not said & others
    assert said | others == {field.attname for field in model._meta.concrete_fields}
