from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Person
from registration.models import Delegate
from registration.operations.enrolment import enrol
from registration.operations.people import correct_person, find_or_make_people
from registration.operations.signup import sign_up
from registration.rules.enrolment import Enrolment
from registration.rules.particulars import Particulars
from tests.builders.doors import a_category, a_delegate
from tests.builders.people import NOW, Cast, a_person
from tests.builders.signups import a_sign_up, some_particulars

pytestmark = pytest.mark.django_db
OFFICE = "office@example.com"
WANG = Particulars(name="王伟", email=OFFICE, phone="+8613800000001")
OTHER_WANG = replace(WANG, phone="+8613800000002")


def found(cast: Cast, *many: Particulars) -> list[Person]:
    return find_or_make_people(many, organisation_id=cast.organisation.pk, now=NOW)


def test_two_of_one_name_at_a_shared_address_are_two_people(cast: Cast) -> None:
    first, second = found(cast, WANG, OTHER_WANG)
    assert first.pk != second.pk
    assert Person.objects.count() == 2


def test_the_same_person_twice_in_a_list_is_one(cast: Cast) -> None:
    first, second = found(cast, WANG, replace(WANG, email=""))
    assert first is second
    assert Person.objects.count() == 1


def test_somebody_known_is_found_and_not_changed(cast: Cast) -> None:
    known = a_person(cast.organisation, "王伟", email=OFFICE, post_zh="教授")
    assert found(cast, replace(WANG, post_zh="院长")) == [known]
    known.refresh_from_db()
    assert (known.post_zh, known.phone) == ("教授", "")


def test_the_oldest_of_two_who_fit_is_taken(cast: Cast) -> None:
    oldest = a_person(cast.organisation, "王伟", email=OFFICE)
    a_person(cast.organisation, "王伟", phone=WANG.phone)
    assert found(cast, WANG) == [oldest]


def test_people_of_another_organisation_are_not_known(cast: Cast) -> None:
    theirs = a_person(cast.neighbours_conference.organisation, "王伟", email=OFFICE, phone=WANG.phone)
    [person] = found(cast, WANG)
    assert person != theirs
    assert person.organisation_id == cast.organisation.pk


def test_somebody_without_any_contact_is_always_new(cast: Cast) -> None:
    a_person(cast.organisation, "王伟")
    assert len({person.pk for person in found(cast, Particulars(name="王伟"), Particulars(name="王伟"))}) == 2


def test_a_list_takes_as_many_statements_as_one_name(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as one:
        found(cast, WANG)
    with CaptureQueriesContext(connection) as many:
        found(cast, *(replace(WANG, name=f"王伟{n}") for n in range(30)))
    assert len(one) == len(many) == 2


def test_signing_up_and_enrolment_find_the_same_people(cast: Cast) -> None:
    a_category(cast.conference)
    sign_ups = [a_sign_up(name=each.name, email=each.email, phone=each.phone) for each in (WANG, OTHER_WANG)]
    sign_up(cast.conference, sign_ups[0], by=None, now=NOW)
    enrol(cast.conference, [Enrolment(sign_up=each) for each in sign_ups], now=NOW)
    people = Delegate.objects.order_by("number").values_list("person", "phone")
    assert [(person == people[0][0], phone[-1]) for person, phone in people] == [(True, "1"), (True, "1"), (False, "2")]


def test_a_correction_is_taken_over_to_the_person(cast: Cast) -> None:
    delegate = a_delegate(cast.conference, a_category(cast.conference))
    correct_person(delegate.describe(some_particulars("林之远", phone="")))
    person = Person.objects.get(pk=delegate.person_id)
    assert (person.name, person.affiliation_zh, person.post_zh, person.phone) == (
        "林之远",
        "吴淞理工大学",
        "研究员",
        "",
    )
    assert person.search_keys.startswith("林之远")


def test_a_person_with_a_second_registration_keeps_their_data(cast: Cast) -> None:
    category = a_category(cast.conference)
    delegate = a_delegate(cast.conference, category)
    other = a_delegate(cast.conference, category)
    Delegate.objects.filter(pk=other.pk).update(person=delegate.person)
    correct_person(delegate.describe(some_particulars("林之远")))
    assert Person.objects.get(pk=delegate.person_id).name == "林知远"
