"""Sockets about a person: where they are in use, and what is kept about them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from events.models import Conference, Person
from events.rules.office.roles import Right


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
