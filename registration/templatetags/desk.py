"""Labels for the enumerations of `registration`."""

from django import template

from registration.forms.words import STATES

register = template.Library()


@register.filter
def state_word(value: str) -> str:
    """Return the label of a delegate's state."""
    return str(STATES.get(value, value))
