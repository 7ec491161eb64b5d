import pytest

from events.rules.names import search_keys, sort_pinyin
from registration.rules.particulars import Particulars
from registration.rules.people import FOLLOWING, FollowingPerson, KnownPeople, is_same_person

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
