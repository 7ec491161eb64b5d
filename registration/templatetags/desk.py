"""Words for closed lists of `registration`, in templates."""

from django import template
from django.utils.translation import gettext

from registration.forms.words import ALL, SQUARES
from registration.rules.board import Square

register = template.Library()


@register.filter
def desk_word(value: str, kind: str) -> str:
    """The word for a value of a closed list: `delegate.state|desk_word:"state"`."""
    return str(ALL[kind].get(value, value))


@register.simple_tag
def square_words(state: Square, title: str) -> str:
    """What a talk's square says: which talk, and how it stands."""
    return gettext("%(column)s: %(words)s") % {"column": title, "words": SQUARES[state]}


@register.filter
def unlocalised(value: float) -> str:
    """A number for a drawing: a point, whatever the language."""
    return f"{value:g}"
