"""Joining words and sentences."""

from collections.abc import Iterable

from django.utils.translation import pgettext


def listed(words: Iterable[object]) -> str:
    """Join words with the separator of the current language: "A, B" or "A、B"."""
    return pgettext("list", ", ").join(str(word) for word in words)


def sentences(*told: str) -> str:
    """Join sentences with a space, but with none after a Chinese full stop."""
    return " ".join(told).replace("\u3002 ", "\u3002")
