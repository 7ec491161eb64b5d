"""Words for closed lists, in templates."""

from collections.abc import Mapping

from django import template

from events.forms.office.history import deed_word, details_in_words, model_word
from events.forms.words import ALL

register = template.Library()
register.filter(deed_word)
register.filter(model_word)


@register.filter
def word(value: str, kind: str) -> str:
    """The word for a value of a closed list: `session.kind|word:"session_kind"`."""
    return str(ALL[kind].get(value, value))


@register.filter
def told(details: Mapping[str, object]) -> list[str]:
    """The details of an entry of the history, a line each."""
    return details_in_words(details)
