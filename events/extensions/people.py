"""Sockets about a person: where they are in use, and what is kept about them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from events.models import Conference, Forum, Person, Session, Talk
from events.rules.office.roles import Right
from events.rules.programme import PersonRole
from toolkit.providers import Providers


@dataclass(frozen=True, kw_only=True)
class PersonReference:
    """Something of a conference that refers to a person: on stage, a delegate, a member of the team.

    `kind` is the model's name, `label` what the console calls it. `right` is needed to see it; `url` is its page.
    """

    kind: str
    label: str
    url: str
    right: Right


person_references: list[Callable[[Person, Conference], list[PersonReference]]] = []
"""What refers to a person in a conference."""

Fact = str | int | bool | date | None


@dataclass(frozen=True, kw_only=True)
class PersonalRecords:
    """What one table keeps about a person: a heading, and for each row its facts by label, in the active language."""

    title: str
    rows: list[dict[str, Fact]]


personal_data: list[Callable[[Person, Conference], PersonalRecords]] = []
"""What is kept about a person in a conference, for that person alone to read."""


class PeoplePage(StrEnum):
    """Pages of the console about people that a higher app serves."""

    CHOOSE = "choose"


people_pages: Providers[PeoplePage, Callable[[Forum | Session | Talk, PersonRole | None, str], str]] = Providers()
"""The address of the page that chooses somebody for a place: instead of the given person, or else in addition.

The last argument is the path of the page to return to when it is done. Asked for by htmx, the page is a fragment, a
`section` with the picker. It needs Right.EDIT_OWN_FORUM at the place.
"""
