"""Template tags: words for the closed lists of `doors`, and numbers for SVG."""

from django import template
from django.utils.translation import gettext

from doors.forms.words import ALL, SQUARES
from doors.rules.board import Square

register = template.Library()


@register.filter
def door_word(value: str, kind: str) -> str:
    """Return the word for a value of a closed list: `scan.verdict|door_word:"verdict"`."""
    return str(ALL[kind].get(value, value))


@register.simple_tag
def square_words(state: Square, title: str) -> str:
    """Return a square's tooltip: the talk's title and its state."""
    return gettext("%(column)s: %(words)s") % {"column": title, "words": SQUARES[state]}


@register.filter
def unlocalised(value: float) -> str:
    """Format a number for SVG: with a decimal point in every language."""
    return f"{value:g}"
