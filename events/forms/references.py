"""Where else a person is in use: for the page of a speaker or a delegate, and before one of them is removed."""

from collections.abc import Collection

from events.extensions import PersonReference, person_references
from events.models import Conference, Person
from events.rules.office.roles import Right


def references_to(
    person: Person, conference: Conference, *, rights: Collection[Right], but_for: str
) -> list[PersonReference]:
    """What refers to a person in a conference and may be seen with these rights; not the model named `but_for`."""
    found = [reference for source in person_references for reference in source(person, conference)]
    return [reference for reference in found if reference.right in rights and reference.kind != but_for]
