"""Words for closed lists, in templates."""

from django import template

from events.forms.words import ALL

register = template.Library()


@register.filter
def word(value: str, kind: str) -> str:
    """The word for a value of a closed list: `session.kind|word:"session_kind"`."""
    return str(ALL[kind].get(value, value))


@register.filter
def told(value: object) -> str:
    """A detail of the history: what was → what is, or the thing itself."""
    if isinstance(value, list) and len(value) == 2:
        before, after = (str(part) or "–" for part in value)
        return f"{before} → {after}"
    return str(value)
