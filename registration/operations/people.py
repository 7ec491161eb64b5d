"""The people behind delegates."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q

from events.models import Person
from events.operations.office.changes import fill
from registration.models import Delegate
from registration.rules.particulars import FollowingPerson, KnownPeople, Particulars


def find_or_make_people(many: Sequence[Particulars], *, organisation_id: int, now: datetime) -> list[Person]:
    """Return the person behind each of the particulars, in order; those whom the organisation does not know are stored.

    `rules.particulars` says who is the same person, also within `many`. One query, and one INSERT if somebody is new.
    """
    known = KnownPeople(_reached(many, organisation_id=organisation_id))
    people, new = [], []
    for particulars in many:
        person = known.find(particulars)
        if person is None:
            person = _follow(Person(organisation_id=organisation_id, created_at=now), particulars)
            known.add(person)
            new.append(person)
        people.append(person)
    Person.objects.bulk_create(new)
    return people


def _reached(many: Sequence[Particulars], *, organisation_id: int) -> Iterable[Person]:
    """Return the stored people who share a name and a contact with one of `many`, oldest first."""
    emails = {one.email for one in many if one.email}
    phones = {one.phone for one in many if one.phone}
    if not emails and not phones:
        return []
    people = Person.objects.filter(organisation_id=organisation_id, name__in={one.name for one in many})
    return people.filter(Q(email__in=emails) | Q(phone__in=phones)).order_by("pk")


def correct_person(delegate: Delegate) -> None:
    """Take a corrected delegate's data over to the person, unless the person is known by them in another role."""
    person = delegate.person
    if person.delegates.count() > 1 or person.speakers.exists():
        return
    _follow(person, delegate.particulars).save(update_fields=FollowingPerson.names())


def _follow(person: Person, particulars: Particulars) -> Person:
    fill(person, FollowingPerson.following(particulars), columns=FollowingPerson.names())
    return person
