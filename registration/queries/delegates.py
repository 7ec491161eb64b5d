"""Search for delegates by name, pinyin, initials, institution, e-mail address, end of phone number or number."""

import re
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from events.models import Conference
from events.rules.names import fold_query, has_han, visible
from registration.models import Category, Delegate, DelegateState
from registration.rules.particulars import PARTICULARS

LONGEST = 100
MOST_WORDS = 6
_NUMBER = re.compile(r"^[A-Za-z]{0,2}[-–]?0*(\d{1,7})$")
_PHONE = re.compile(r"^\+?[0-9\s-]{4,20}$")


@dataclass(frozen=True, kw_only=True)
class Sought:
    """A search; empty parts do not restrict it. `category` is a code."""

    text: str = ""
    state: str = ""
    category: str = ""


def found_delegates(conference: Conference, sought: Sought) -> QuerySet[Delegate]:
    """Return the delegates that match, by name."""
    delegates = Delegate.objects.filter(conference=conference)
    if sought.state in set(DelegateState):
        delegates = delegates.filter(state=sought.state)
    if category := visible(sought.category):
        delegates = delegates.filter(category__code=category)
    if text := visible(sought.text[:LONGEST]):
        delegates = delegates.filter(_fits(text))
    return delegates.select_related("category").order_by("sort_pinyin", "number")


def _fits(text: str) -> Q:
    fits = _name_or_institution(text)
    if "@" in text or "." in text:
        fits |= Q(email__istartswith=text) | Q(email__icontains=text if text.startswith("@") else f"@{text}")
    if number := _NUMBER.match(text):
        fits |= Q(number=int(number[1]))
    if _PHONE.match(text):
        fits |= Q(phone__endswith=re.sub(r"[^0-9]", "", text))
    return fits


def _name_or_institution(text: str) -> Q:
    fits = Q()
    for name, particular in PARTICULARS.items():
        if particular.is_searched:
            fits |= Q(**{f"{name}__icontains": text})
    words = fold_query(text)[:MOST_WORDS]
    if not words:
        return fits
    named = Q()
    for word in words:
        named &= Q(search_keys__contains=word) if has_han(word) else _begins(word)
    return fits | named


def _begins(word: str) -> Q:
    """Match a Latin word at the beginning of a key only: «wang» does not find «huangwang»."""
    return Q(search_keys__startswith=word) | Q(search_keys__contains=f" {word}")


def state_counts(conference: Conference) -> dict[str, int]:
    """Return the number of delegates by state."""
    rows = conference.delegates.values_list("state").annotate(n=Count("pk")).order_by()
    return {state.value: 0 for state in DelegateState} | dict(rows)


def waiting_by_category(conference: Conference) -> QuerySet[Category]:
    """Return the categories with a waiting list, annotated with its length as `waiting`."""
    count = Count("delegates", filter=Q(delegates__state=DelegateState.WAITLISTED))
    return conference.categories.annotate(waiting=count).filter(waiting__gt=0)
