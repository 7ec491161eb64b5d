"""Invented names, drawn from lists, without those of well-known people."""

from itertools import product

from portal.demo import reading
from portal.demo.dice import dice

COMPOUND_SHARE = 40
"""One name in this many has a family name of two characters."""


def invented_names(count: int) -> list[str]:
    """Return `count` different Chinese names. A longer list begins with the same names as a shorter one."""
    texts = reading.names()
    taken = texts.never | {person.name for person in reading.people()}
    plain = _drawn(texts.surnames, taken)
    compound = _drawn(texts.compound, taken)
    return [compound.pop() if number % COMPOUND_SHARE == 7 else plain.pop() for number in range(count)]


def _drawn(surnames: str | tuple[str, ...], taken: frozenset[str]) -> list[str]:
    """Yield every surname with every given name in random order, without those taken and without 白白芷."""
    pairs = list(product(surnames, reading.names().given))
    dice(f"names of {surnames[0]}").shuffle(pairs)
    return [
        surname + given for surname, given in pairs if surname + given not in taken and not given.startswith(surname)
    ]
