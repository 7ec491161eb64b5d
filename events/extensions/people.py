"""The socket about a person: where they are in use."""

from collections.abc import Callable
from dataclasses import dataclass

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
