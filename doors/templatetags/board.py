"""Words for closed lists of `doors`, and numbers for drawings, in templates."""

from django import template
from django.utils.translation import gettext

from doors.forms.words import ALL, SQUARES
from doors.rules.board import Square

register = template.Library()


@register.filter
def door_word(value: str, kind: str) -> str:
    """The word for a value of a closed list: `scan.verdict|door_word:"verdict"`."""
    return str(ALL[kind].get(value, value))


@register.simple_tag
def square_words(state: Square, title: str) -> str:
    """What a talk's square says: which talk, and how it stands."""
    return gettext("%(column)s: %(words)s") % {"column": title, "words": SQUARES[state]}


@register.filter
def unlocalised(value: float) -> str:
    """A number for a drawing: a point, whatever the language."""
    return f"{value:g}"
