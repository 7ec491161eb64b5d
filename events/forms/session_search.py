"""The search over the sessions of a conference, from the address of its page."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from events.rules.programme import SessionKind
from events.rules.session_search import Trouble, Wanted

E = TypeVar("E", bound=StrEnum)
LONGEST = 100
MOST_DIGITS = 9


def wanted_of(asked: Mapping[str, str], *, knows_clashes: bool) -> Wanted:
    """Return what the address asks for. Values that nobody could have chosen count as none.

    The filter for clashes is only for members who are told of them.
    """
    trouble = _one_of(Trouble, asked.get("trouble", ""))
    return Wanted(
        text=_text(asked, "q"),
        person=_text(asked, "person"),
        forum=_number(asked.get("forum", "")),
        room=_number(asked.get("room", "")),
        kind=_one_of(SessionKind, asked.get("kind", "")),
        trouble=trouble if knows_clashes or trouble is not Trouble.CLASH else None,
    )


def _text(asked: Mapping[str, str], name: str) -> str:
    return asked.get(name, "").strip()[:LONGEST]


def _number(asked: str) -> int | None:
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= MOST_DIGITS else None


def _one_of(kinds: type[E], asked: str) -> E | None:
    return kinds(asked) if asked in set(kinds) else None
