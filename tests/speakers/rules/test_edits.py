from dataclasses import fields, replace

import pytest
from django.db.models import Model

from events.models import Person
from events.rules.edits import Edit
from speakers.models import Speaker
from speakers.rules.edits import KeyedPersonEdit, PersonEdit, SpeakerEdit

NOT_EDITED: list[tuple[type[Model], type[Edit], set[str]]] = [
    (Person, KeyedPersonEdit, {"id", "organisation_id", "user_id", "source_key", "created_at"}),
    (Speaker, SpeakerEdit, {"id", "conference_id", "person_id", "code", "photo", "feed"}),
]


@pytest.mark.parametrize(("model", "edit", "others"), NOT_EDITED, ids=["person", "speaker"])
def test_every_column_is_in_the_edit_or_named_here(model: type[Model], edit: type[Edit], others: set[str]) -> None:
    edited = {field.name for field in fields(edit)}
    assert not edited & others
    assert edited | others == {field.attname for field in model._meta.concrete_fields}


def test_defaults_are_those_of_the_models() -> None:
    assert PersonEdit(name="林知远").changes(Person(name="林知远")) == ()
    assert SpeakerEdit().changes(Speaker()) == ()


def test_the_keys_follow_the_name() -> None:
    keyed = KeyedPersonEdit.keyed(PersonEdit(name="林知远", affiliation_zh="示例大学"))
    assert (keyed.name, keyed.name_latin, keyed.affiliation_zh) == ("林知远", "LIN Zhiyuan", "示例大学")
    other = KeyedPersonEdit.keyed(PersonEdit(name="王伟"))
    assert keyed.sort_pinyin < other.sort_pinyin
    assert keyed.sort_strokes != other.sort_strokes
    assert "林知远" in keyed.search_keys


def test_a_latin_name_that_was_typed_is_kept() -> None:
    keyed = KeyedPersonEdit.keyed(PersonEdit(name="林知远", name_latin="Zhiyuan Lin"))
    assert keyed.name_latin == "Zhiyuan Lin"
    assert KeyedPersonEdit.keyed(replace(keyed, name_latin="LIN Z")).name_latin == "LIN Z"


def test_keys_fit_their_columns() -> None:
    keyed = KeyedPersonEdit.keyed(PersonEdit(name="龘" * 200))
    assert len(keyed.sort_strokes) <= 300
    assert len(keyed.name_latin) <= 200
