"""Recognise people whom the organisation already knows when they register."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, Self, TypeVar

from events.rules.edits import Edit
from events.rules.names import search_keys, sort_pinyin
from registration.rules.particulars import PARTICULARS, Particulars

FOLLOWING = {particular.person: name for name, particular in PARTICULARS.items() if particular.person}
"""The columns of Person that are kept equal to a particular, and which particular that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowingPerson(Edit):
    """The columns of `FOLLOWING`, and the keys computed from the names."""

    name: str
    name_latin: str
    affiliation_zh: str
    affiliation_en: str
    post_zh: str
    post_en: str
    email: str
    phone: str
    sort_pinyin: str
    search_keys: str

    @classmethod
    def following(cls, particulars: Particulars) -> Self:
        """Return the columns of the person whom the particulars describe."""
        return cls(
            **{column: getattr(particulars, name) for column, name in FOLLOWING.items()},
            sort_pinyin=sort_pinyin(particulars.name, particulars.name_latin),
            search_keys=search_keys(particulars.name, particulars.name_latin),
        )


class Reachable(Protocol):
    """Anything with a name and contacts; an unknown contact is an empty text."""

    @property
    def name(self) -> str: ...

    @property
    def email(self) -> str: ...

    @property
    def phone(self) -> str: ...


P = TypeVar("P", bound=Reachable)


def is_same_person(asking: Particulars, known: Reachable) -> bool:
    """Return whether both have the same name and share a phone number or an e-mail address.

    A shared address does not count if both have phone numbers that differ: many people may give their secretary's
    address, and two of them may have the same name.
    """
    if asking.name != known.name:
        return False
    if asking.phone and asking.phone == known.phone:
        return True
    numbers_differ = bool(asking.phone and known.phone)
    return bool(asking.email) and asking.email == known.email and not numbers_differ


class KnownPeople(Generic[P]):
    """The people of one organisation, indexed for many look-ups. If several match, the first one added is found."""

    def __init__(self, people: Iterable[P]) -> None:
        self._by_name: dict[str, list[P]] = {}
        for person in people:
            self.add(person)

    def add(self, person: P) -> None:
        """Add a person after those already known."""
        self._by_name.setdefault(person.name, []).append(person)

    def find(self, asking: Particulars) -> P | None:
        """Return the first person who matches, or None."""
        return next((one for one in self._by_name.get(asking.name, ()) if is_same_person(asking, one)), None)
