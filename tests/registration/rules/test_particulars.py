from collections.abc import Callable
from dataclasses import replace

import pytest

from registration.rules.particulars import PARTICULARS, Particular, Particulars, Section, differing, stem_of


def test_the_halves_of_a_bilingual_text_share_a_stem() -> None:
    assert [stem_of(name) for name in ("institution_zh", "institution_en", "post_zh")] == [
        "institution",
        "institution",
        "post",
    ]


@pytest.mark.parametrize("name", ["name", "name_latin", "email", "note"])
def test_a_text_in_one_language_is_its_own_stem(name: str) -> None:
    assert stem_of(name) == name


def test_every_half_has_its_other_half_with_the_same_properties() -> None:
    for name, particular in PARTICULARS.items():
        if particular.language:
            other = "en" if particular.language == "zh" else "zh"
            mirrored = PARTICULARS[f"{stem_of(name)}_{other}"]
            assert replace(mirrored, language=particular.language, person=particular.person) == particular


@pytest.mark.parametrize("name", PARTICULARS)
def test_each_field_makes_two_people_differ(name: str) -> None:
    before = Particulars(name="苏念")
    assert differing(before, replace(before, **{name: "x"})) == [name]


def test_equal_data_do_not_differ() -> None:
    assert differing(Particulars(name="苏念"), Particulars(name="苏念")) == []


LENGTHS = {
    **dict.fromkeys(("name", "name_latin"), 60),
    **dict.fromkeys(("institution_zh", "institution_en", "post_zh", "post_en"), 200),
    "email": 254,
    "phone": 32,
    "note": 500,
}
"""The fields that badges, letters and people depend on. New fields need no line here."""


def names_of(wanted: Callable[[Particular], object]) -> list[str]:
    return [name for name in LENGTHS if wanted(PARTICULARS[name])]


@pytest.mark.parametrize(("name", "length"), LENGTHS.items())
def test_lengths_are_those_that_badges_and_letters_can_bear(name: str, length: int) -> None:
    assert PARTICULARS[name].length == length


def test_a_name_an_institution_and_an_address_are_required() -> None:
    assert names_of(lambda one: one.is_required) == ["name", "institution_zh", "institution_en", "email"]


def test_institutions_are_searched() -> None:
    assert names_of(lambda one: one.is_searched) == ["institution_zh", "institution_en"]


def test_contacts_and_the_note_are_not_on_the_badge() -> None:
    assert names_of(lambda one: one.section is Section.CONTACT) == ["email", "phone", "note"]


def test_the_person_has_all_particulars_but_the_note() -> None:
    assert names_of(lambda one: not one.person) == ["note"]
    columns = [particular.person for particular in PARTICULARS.values() if particular.person]
    assert len(set(columns)) == len(columns)


def test_browsers_fill_in_what_they_know() -> None:
    assert names_of(lambda one: one.autocomplete == "off") == ["name_latin", "note"]


def test_a_plain_field_belongs_to_the_contacts_and_is_neither_required_nor_searched() -> None:
    plain = Particular(kind=PARTICULARS["note"].kind, length=1)
    assert (plain.section, plain.is_required, plain.is_searched) == (Section.CONTACT, False, False)
