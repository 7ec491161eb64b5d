"""Template filters of the console: labels of enum values, and entries of the change history."""

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from django import template

from events.extensions import PeoplePage, people_pages
from events.forms.office.history import deed_word, details_in_words, model_word
from events.forms.requests import value_words
from events.forms.words import ALL
from events.models import Forum, Session, Talk
from events.queries.stage import NamedRole
from events.rules.programme import PersonRole
from toolkit.lists import listed

register = template.Library()

register.filter(deed_word)
register.filter(model_word)
register.simple_tag(value_words)


@register.filter
def word(value: str, kind: str) -> str:
    """Return the label of an enum value: `session.kind|word:"session_kind"`."""
    return str(ALL[kind].get(value, value))


@register.simple_tag
def picker_url(place: Forum | Session | Talk, person: NamedRole | None = None, *, after: str = "") -> str:
    """Return the address of the page that puts somebody on stage at a place, in the place of a person if one is given.

    `after` is the page to return to. Empty if no app serves such a page.
    """
    page = people_pages.get(PeoplePage.CHOOSE)
    replaced = PersonRole(speaker=person.speaker, role=person.role) if person else None
    return page(place, replaced, after) if page else ""


@register.filter
def words(values: Iterable[str], kind: str) -> str:
    """Return the labels of several enum values as a list."""
    return listed(word(value, kind) for value in values)


@register.filter
def told(details: Mapping[str, object], zone: ZoneInfo) -> list[str]:
    """Return the details of a history entry, one per line, with times in the zone."""
    return details_in_words(details, zone)
