"""When somebody who registers is a person whom the organisation knows already."""

from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from registration.rules.particulars import Particulars


class Reachable(Protocol):
    """Anybody with a name and contacts; a contact that is not known is empty."""

    @property
    def name(self) -> str: ...

    @property
    def email(self) -> str: ...

    @property
    def phone(self) -> str: ...


P = TypeVar("P", bound=Reachable)


def is_same_person(asking: Particulars, known: Reachable) -> bool:
    """Return whether both have the same name and can be reached at the same phone number or e-mail address.

    An address alone proves nothing where both have a phone number and the numbers differ: a secretary's address is
    shared by many, and two of them may have the same name.
    """
    if asking.name != known.name:
        return False
    if asking.phone and asking.phone == known.phone:
        return True
    numbers_differ = bool(asking.phone and known.phone)
    return bool(asking.email) and asking.email == known.email and not numbers_differ


class KnownPeople(Generic[P]):
    """The people of one organisation, to be looked through for one after another. The first who fits is found."""

    def __init__(self, people: Iterable[P]) -> None:
        self._by_name: dict[str, list[P]] = {}
        for person in people:
            self.add(person)

    def add(self, person: P) -> None:
        """Add somebody behind those known so far."""
        self._by_name.setdefault(person.name, []).append(person)

    def find(self, asking: Particulars) -> P | None:
        """Return the first known person who is the same, or None."""
        return next((one for one in self._by_name.get(asking.name, ()) if is_same_person(asking, one)), None)
