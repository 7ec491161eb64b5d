"""Words for closed lists of `registration`, in templates."""

from django import template

from registration.forms.words import STATES

register = template.Library()


@register.filter
def state_word(value: str) -> str:
    """The word for a delegate's state."""
    return str(STATES.get(value, value))
