"""The data that delegates enter about themselves, and the people whom they describe.

Forms, API, imports, pages and exports take their fields from `Particulars`. A field that is added here, and as a column
of `registration.models.Delegate`, appears in all of them; its label and help text are those of the column.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Generic, Protocol, Self, TypeVar, get_args, get_type_hints

from events.rules.edits import Edit
from events.rules.names import search_keys, sort_pinyin

NAME_LENGTH = 60
LINE_LENGTH = 200


class Kind(StrEnum):
    """How a particular is typed, read and checked."""

    NAME = "name"
    LATIN_NAME = "latin_name"
    LINE = "line"
    EMAIL = "email"
    PHONE = "phone"
    TEXT = "text"


class Section(StrEnum):
    """The part of the sign-up form that a particular belongs to."""

    BADGE = "badge"
    CONTACT = "contact"


@dataclass(frozen=True, kw_only=True)
class Particular:
    """The properties of one field of `Particulars`.

    `length` is the maximum in characters. `language` ("zh" or "en") marks one half of a bilingual text; the other half
    is the field with the other suffix. `is_required` applies to people who sign themselves up; one half of a bilingual
    text is enough. `is_searched` lets the console find delegates by any part of the text. `person` is the column of
    the person that is kept equal to this field. `autocomplete` is the HTML attribute.
    """

    kind: Kind
    length: int
    section: Section = Section.CONTACT
    language: str = ""
    is_required: bool = False
    is_searched: bool = False
    person: str = ""
    autocomplete: str = "off"


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """A delegate's own data, every text cleaned (`events.rules.names`, `events.rules.contacts`).

    `name` is as printed on the badge; `phone` is in E.164 (+8613812345678). Everything but the name may be empty.
    """

    name: Annotated[
        str,
        Particular(
            kind=Kind.NAME,
            length=NAME_LENGTH,
            section=Section.BADGE,
            is_required=True,
            person="name",
            autocomplete="name",
        ),
    ]
    name_latin: Annotated[
        str, Particular(kind=Kind.LATIN_NAME, length=NAME_LENGTH, section=Section.BADGE, person="name_latin")
    ] = ""
    institution_zh: Annotated[
        str,
        Particular(
            kind=Kind.LINE,
            length=LINE_LENGTH,
            section=Section.BADGE,
            language="zh",
            is_required=True,
            is_searched=True,
            person="affiliation_zh",
            autocomplete="organization",
        ),
    ] = ""
    institution_en: Annotated[
        str,
        Particular(
            kind=Kind.LINE,
            length=LINE_LENGTH,
            section=Section.BADGE,
            language="en",
            is_required=True,
            is_searched=True,
            person="affiliation_en",
            autocomplete="organization",
        ),
    ] = ""
    post_zh: Annotated[
        str,
        Particular(
            kind=Kind.LINE,
            length=LINE_LENGTH,
            section=Section.BADGE,
            language="zh",
            person="post_zh",
            autocomplete="organization-title",
        ),
    ] = ""
    post_en: Annotated[
        str,
        Particular(
            kind=Kind.LINE,
            length=LINE_LENGTH,
            section=Section.BADGE,
            language="en",
            person="post_en",
            autocomplete="organization-title",
        ),
    ] = ""
    email: Annotated[
        str, Particular(kind=Kind.EMAIL, length=254, is_required=True, person="email", autocomplete="email")
    ] = ""
    phone: Annotated[str, Particular(kind=Kind.PHONE, length=32, person="phone", autocomplete="tel")] = ""
    note: Annotated[str, Particular(kind=Kind.TEXT, length=500)] = ""


PARTICULARS: dict[str, Particular] = {
    name: get_args(hint)[1] for name, hint in get_type_hints(Particulars, include_extras=True).items()
}
"""The fields of `Particulars` in order, with their properties."""


def stem_of(name: str) -> str:
    """Return the name that both halves of a bilingual particular share ("institution"); any other name unchanged."""
    language = PARTICULARS[name].language
    return name.removesuffix(f"_{language}") if language else name


def differing(before: Particulars, after: Particulars) -> list[str]:
    """Return the names of the fields in which two people's data differ."""
    return [name for name in PARTICULARS if getattr(before, name) != getattr(after, name)]


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
