from collections.abc import Callable
from dataclasses import replace

import pytest

from events.rules.names import search_keys, sort_pinyin
from registration.rules.particulars import (
    FOLLOWING,
    PARTICULARS,
    FollowingPerson,
    KnownPeople,
    Particular,
    Particulars,
    Section,
    differing,
    is_same_person,
    stem_of,
)


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


def test_fields_have_autocomplete_tokens_for_browsers() -> None:
    assert names_of(lambda one: one.autocomplete == "off") == ["name_latin", "note"]


def test_a_plain_field_belongs_to_the_contacts_and_is_neither_required_nor_searched() -> None:
    plain = Particular(kind=PARTICULARS["note"].kind, length=1)
    assert (plain.section, plain.is_required, plain.is_searched) == (Section.CONTACT, False, False)


OFFICE = "office@example.com"
PHONE, OTHER_PHONE = "+8613800000001", "+8613800000002"


def wang(*, name: str = "王伟", email: str = "", phone: str = "") -> Particulars:
    return Particulars(name=name, email=email, phone=phone)


@pytest.mark.parametrize(
    ("asking", "known"),
    [
        (wang(phone=PHONE), wang(phone=PHONE)),
        (wang(email=OFFICE), wang(email=OFFICE)),
        (wang(email=OFFICE, phone=PHONE), wang(email=OFFICE)),
        (wang(email=OFFICE), wang(email=OFFICE, phone=PHONE)),
        (wang(email=OFFICE, phone=PHONE), wang(email="wang@example.com", phone=PHONE)),
    ],
)
def test_one_name_and_one_contact_make_one_person(asking: Particulars, known: Particulars) -> None:
    assert is_same_person(asking, known)


@pytest.mark.parametrize(
    ("asking", "known"),
    [
        (wang(), wang()),
        (wang(email=OFFICE), wang(phone=PHONE)),
        (wang(email=OFFICE), wang(email="wang@example.com")),
        (wang(phone=PHONE), wang(phone=OTHER_PHONE)),
        (wang(email=OFFICE, phone=PHONE), wang(email=OFFICE, phone=OTHER_PHONE)),
        (wang(name="李娜", email=OFFICE, phone=PHONE), wang(email=OFFICE, phone=PHONE)),
    ],
)
def test_without_a_shared_contact_or_with_two_numbers_they_are_two(asking: Particulars, known: Particulars) -> None:
    assert not is_same_person(asking, known)


def test_the_first_who_fits_is_found() -> None:
    first, second = wang(email=OFFICE, phone=PHONE), wang(email=OFFICE)
    people = KnownPeople([wang(name="李娜", email=OFFICE), first, second])
    assert people.find(wang(email=OFFICE)) is first
    assert people.find(wang(email=OFFICE, phone=OTHER_PHONE)) is second
    assert people.find(wang(name="李娜", phone=PHONE)) is None


def test_somebody_who_was_added_is_known() -> None:
    people: KnownPeople[Particulars] = KnownPeople([])
    assert people.find(wang(phone=PHONE)) is None
    people.add(wang(phone=PHONE))
    assert people.find(wang(phone=PHONE)) == wang(phone=PHONE)


def test_a_person_follows_the_particulars_and_is_sorted_and_found_by_both_names() -> None:
    person = FollowingPerson.following(
        Particulars(name="王伟", name_latin="WANG Wei", institution_zh="示例大学", phone=PHONE)
    )
    assert (person.name, person.name_latin, person.affiliation_zh, person.phone) == (
        "王伟",
        "WANG Wei",
        "示例大学",
        PHONE,
    )
    assert person.sort_pinyin == sort_pinyin("王伟", "WANG Wei")
    assert person.search_keys == search_keys("王伟", "WANG Wei")


def test_every_column_that_follows_a_particular_is_in_the_edit() -> None:
    assert set(FollowingPerson.names()) == {*FOLLOWING, "sort_pinyin", "search_keys"}
