"""The terminal that a command speaks to."""

import os
from collections.abc import Iterable

from toolkit.text import CHINESE, ENGLISH


def terminal_language() -> str:
    """The language code of whoever sits at the terminal: Chinese where the locale says so, else English."""
    locale = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return CHINESE if locale.lower().startswith("zh") else ENGLISH


def listed(lines: Iterable[str], *, most: int, more: str) -> list[str]:
    """At most so many lines, then one that says how many there are more: `more` has a `%d`."""
    every = list(lines)
    return every if len(every) <= most else [*every[:most], more % (len(every) - most)]
