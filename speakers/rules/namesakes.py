"""Namesakes in a list: whom its words do not tell apart."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A person as a list shows them. `key` is their primary key."""

    key: int
    name: str
    honour: str
    post: str
    affiliation: str


def indistinct(people: Iterable[Described]) -> frozenset[int]:
    """Return the keys of those whom the list shows in the same words as somebody else, so that it needs a number too.

    Somebody who is listed twice, in two roles, is one person.
    """
    shown = {person.key: (person.name, person.honour, person.post, person.affiliation) for person in people}
    times = Counter(shown.values())
    return frozenset(key for key, words in shown.items() if times[words] > 1)
