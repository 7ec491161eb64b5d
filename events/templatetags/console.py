"""Words for closed lists, in templates."""

from collections.abc import Mapping

from django import template

from events.forms.office.history import details_in_words
from events.forms.words import ALL

register = template.Library()


@register.filter
def word(value: str, kind: str) -> str:
    """The word for a value of a closed list: `session.kind|word:"session_kind"`."""
    return str(ALL[kind].get(value, value))


@register.filter
def told(details: Mapping[str, object]) -> list[str]:
    """The details of an entry of the history, a line each."""
    return details_in_words(details)
