"""Template filters of the console: labels of enum values, and entries of the change history."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from django import template

from events.forms.office.history import deed_word, details_in_words, model_word
from events.forms.words import ALL
from events.rules.publication import Change

register = template.Library()
MOST = 200
"""Characters that are shown of a value."""

register.filter(deed_word)
register.filter(model_word)


@register.filter
def word(value: str, kind: str) -> str:
    """Return the label of an enum value: `session.kind|word:"session_kind"`."""
    return str(ALL[kind].get(value, value))


@register.filter
def told(details: Mapping[str, object], zone: ZoneInfo) -> list[str]:
    """Return the details of a history entry, one per line, with times in the zone."""
    return details_in_words(details, zone)


@register.filter
def detail_lines(change: Change, zone: ZoneInfo) -> list[str]:
    """Return what differs in a changed item, one line for each column."""
    told = {each.column: [each.before[:MOST], each.after[:MOST]] for each in change.details}
    # The same people on both sides have another role or order, which the names alone say.
    return details_in_words({name: pair if pair[0] != pair[1] else pair[1] for name, pair in told.items()}, zone)
