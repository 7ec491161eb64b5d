"""The human being behind a sign-up."""

from datetime import datetime

from django.db.models import Q

from events.models import Person
from events.rules.names import search_keys, sort_pinyin
from registration.models import Delegate
from registration.rules.signup import SignUp


def find_or_make_person(sign_up: SignUp, *, organisation_id: int, now: datetime) -> Person:
    """The person of this name with this e-mail address or phone number in the organisation; else a new one.

    Neither the name nor the address alone is a key, nor both together where the numbers differ.
    """
    found = _person_like(sign_up, organisation_id=organisation_id)
    if found is not None:
        return found
    person = new_person(sign_up, organisation_id=organisation_id, now=now)
    person.save()
    return person


def new_person(sign_up: SignUp, *, organisation_id: int, now: datetime) -> Person:
    """A person as the sign-up tells of them, not yet stored."""
    return Person(
        organisation_id=organisation_id,
        name=sign_up.name,
        name_latin=sign_up.name_latin,
        sort_pinyin=sort_pinyin(sign_up.name, sign_up.name_latin),
        search_keys=search_keys(sign_up.name, sign_up.name_latin),
        post_zh=sign_up.post_zh,
        post_en=sign_up.post_en,
        affiliation_zh=sign_up.institution_zh,
        affiliation_en=sign_up.institution_en,
        email=sign_up.email,
        phone=sign_up.phone,
        created_at=now,
    )


def _person_like(sign_up: SignUp, *, organisation_id: int) -> Person | None:
    reached = Q()
    if sign_up.email:
        # A secretary's address is shared: two of one name with numbers of their own are two.
        same_number = Q(phone="") | Q(phone=sign_up.phone) if sign_up.phone else Q()
        reached |= Q(email=sign_up.email) & same_number
    if sign_up.phone:
        reached |= Q(phone=sign_up.phone)
    if not reached:
        return None
    people = Person.objects.filter(reached, organisation_id=organisation_id, name=sign_up.name)
    return people.order_by("pk").first()


def correct_person(delegate: Delegate) -> None:
    """Takes a corrected name over to the person, unless they have another role that goes by it."""
    person = delegate.person
    if person.delegates.count() > 1 or person.speakers.exists():
        return
    person.name, person.name_latin = delegate.name, delegate.name_latin
    person.sort_pinyin, person.search_keys = delegate.sort_pinyin, delegate.search_keys
    person.post_zh, person.post_en = delegate.post_zh, delegate.post_en
    person.affiliation_zh, person.affiliation_en = delegate.institution_zh, delegate.institution_en
    person.email, person.phone = delegate.email, delegate.phone
    person.save(
        update_fields=[
            *("name", "name_latin", "sort_pinyin", "search_keys", "post_zh", "post_en"),
            *("affiliation_zh", "affiliation_en", "email", "phone"),
        ]
    )
