"""The terminal that a command writes to."""

import os
from collections.abc import Iterable

from toolkit.text import CHINESE, ENGLISH


def terminal_language() -> str:
    """Return the language code for the terminal's locale: Chinese if it starts with "zh", else English."""
    locale = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return CHINESE if locale.lower().startswith("zh") else ENGLISH


def listed(lines: Iterable[str], *, most: int, more: str) -> list[str]:
    """Return at most `most` lines, and one more that counts the rest; `more` is its text with a `%d`."""
    every = list(lines)
    return every if len(every) <= most else [*every[:most], more % (len(every) - most)]
