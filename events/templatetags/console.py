"""Words for closed lists, in templates."""

from django import template

from events.forms.words import ALL

register = template.Library()


@register.filter
def word(value: str, kind: str) -> str:
    """The word for a value of a closed list: `session.kind|word:"session_kind"`."""
    return str(ALL[kind].get(value, value))
