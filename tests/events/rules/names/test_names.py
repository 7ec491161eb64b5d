"""Test of the whole names package: one name from a spreadsheet cell to a search."""

from events.rules import names
from events.rules.names import (
    clean_name,
    companion_in,
    fold_query,
    is_placeholder,
    latin_name_for,
    name_key,
    names_several,
    search_keys,
    two_scripts,
)


def test_every_exported_name_is_defined_once() -> None:
    assert sorted(set(names.__all__)) == names.__all__
    assert [name for name in names.__all__ if not hasattr(names, name)] == []


def test_a_typed_name_is_cleaned_read_and_found_again() -> None:
    name = clean_name("　单　晓岚\u200b")
    latin = latin_name_for(name)
    keys = search_keys(name, latin)
    assert (name, latin) == ("单晓岚", "SHAN Xiaolan")
    assert all(word in keys for word in fold_query("Xiaolan SHAN"))
    assert name_key("单 晓岚") == name_key(name)


def test_one_person_in_two_scripts_is_neither_two_people_nor_a_companion() -> None:
    text = "王伟（WANG Wei）"
    assert two_scripts(text) == ("王伟", "WANG Wei")
    assert (names_several(text), companion_in(text), is_placeholder(text)) == (False, None, False)
