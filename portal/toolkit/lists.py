"""Several things told in one line."""

from collections.abc import Iterable

from django.utils.translation import pgettext


def listed(words: Iterable[object]) -> str:
    """The words one after the other, divided as the reader's language does: A, B or A、B."""
    return pgettext("list", ", ").join(str(word) for word in words)
