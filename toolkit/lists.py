"""Several things told in one line."""

from collections.abc import Iterable

from django.utils.translation import pgettext


def listed(words: Iterable[object]) -> str:
    """The words one after the other, divided as the reader's language does: A, B or A、B."""
    return pgettext("list", ", ").join(str(word) for word in words)


def sentences(*told: str) -> str:
    """Sentences one after the other: with a space between them, but for none after a wide full stop."""
    return " ".join(told).replace("\u3002 ", "\u3002")
