"""Template filters of the console: labels of enum values, and entries of the change history."""

from collections.abc import Mapping

from django import template

from events.forms.office.history import deed_word, details_in_words, model_word
from events.forms.words import ALL

register = template.Library()
register.filter(deed_word)
register.filter(model_word)


@register.filter
def word(value: str, kind: str) -> str:
    """Return the label of an enum value: `session.kind|word:"session_kind"`."""
    return str(ALL[kind].get(value, value))


@register.filter
def told(details: Mapping[str, object]) -> list[str]:
    """Return the details of a history entry, one per line."""
    return details_in_words(details)
