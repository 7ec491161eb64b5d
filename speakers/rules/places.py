"""The people of a forum, session or talk: entries of a form that lists them, and single changes of the list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from events.rules.programme import AppearanceRole
from toolkit.text import Text

MOST_PEOPLE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEntry:
    """A person to be put on stage: a speaker by primary key, or None and the name of a new speaker."""

    speaker: int | None
    name: str
    role: AppearanceRole
    affiliation: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A speaker, by primary key, in a role. Somebody may be in one place in two roles."""

    speaker: int
    role: AppearanceRole


class PlaceStep(StrEnum):
    """What is done to one person of a place."""

    ADD = "add"
    REMOVE = "remove"
    UP = "up"
    DOWN = "down"
    RECAST = "recast"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDeed:
    """A step, and the person whom it is about. `role` is the new role of somebody who is recast.

    A deed names the person and not a position, so two members who change the list at the same time do not undo each
    other's work.
    """

    step: PlaceStep
    person: Placed
    role: AppearanceRole | None = None


class PlaceFault(StrEnum):
    """Why the people of a place were not changed."""

    NOT_THERE = "not_there"
    UNKNOWN = "unknown"
    FULL = "full"
    ALREADY_THERE = "already_there"


class PlaceRefused(Exception):
    """The people of a place were not changed."""

    def __init__(self, fault: PlaceFault) -> None:
        super().__init__(fault)
        self.fault = fault


def arranged(people: Sequence[Placed], deed: PlaceDeed) -> tuple[Placed, ...]:
    """Return the people after the deed, in order.

    Raises PlaceRefused for somebody who is not there, and for more than MOST_PEOPLE. Adding somebody who is there
    already and moving the first one up change nothing.
    """
    rows, person = list(people), deed.person
    if deed.step is PlaceStep.ADD:
        if person not in rows:
            rows.append(person)
        if len(rows) > MOST_PEOPLE:
            raise PlaceRefused(PlaceFault.FULL)
        return tuple(rows)
    if person not in rows:
        raise PlaceRefused(PlaceFault.NOT_THERE)
    at = rows.index(person)
    if deed.step is PlaceStep.RECAST:
        rows[at] = replace(person, role=deed.role or person.role)
        return tuple(dict.fromkeys(rows))
    del rows[at]
    if deed.step is PlaceStep.UP:
        rows.insert(max(at - 1, 0), person)
    elif deed.step is PlaceStep.DOWN:
        rows.insert(at + 1, person)
    return tuple(rows)


def with_successor(people: Sequence[Placed], old: Placed, new: Placed) -> tuple[Placed, ...]:
    """Return the people with `new` where `old` was.

    Raises PlaceRefused if `old` is not there, or `new` is there already in that role.
    """
    if old not in people:
        raise PlaceRefused(PlaceFault.NOT_THERE)
    if new in people and new != old:
        raise PlaceRefused(PlaceFault.ALREADY_THERE)
    return tuple(new if person == old else person for person in people)
