"""The data that delegates enter about themselves.

Forms, API, imports, pages and exports take their fields from `Particulars`. A field that is added here, and as a column
of `registration.models.Delegate`, appears in all of them; its label and help text are those of the column.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, get_args, get_type_hints

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
