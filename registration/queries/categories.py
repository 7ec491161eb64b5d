"""Categories, their offers, and who waits for their places."""

from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from django.conf import settings
from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from events.models import Conference
from registration.models import Category, Delegate, DelegateState
from registration.rules.signup import CategoryFacts, Offer, Places, offer_of

FEW = 20
"""The page tells how many places are left when there are at most this many."""


@dataclass(frozen=True)
class OfferedCategory:
    """A category as the sign-up page shows it."""

    category: Category
    offer: Offer
    left: int | None
    """The number of places that are free and that nobody waits for; None if there is no quota."""

    @property
    def few_left(self) -> int | None:
        """The number of places left if it is small enough to tell; else None."""
        return None if self.left is None or self.left > FEW else self.left

    @property
    def terms(self) -> str:
        """A text that changes when the offer or the price changes, to detect that a visitor saw older terms."""
        return f"{self.offer} {self.category.price} {self.category.currency}"


def category_facts(category: Category, *, waiting: int = 0) -> CategoryFacts:
    """Return the facts about a category. Its sale ends with the conference at the latest.

    `waiting` is the number of people who wait for its places.
    """
    quota, over = category.quota, category.conference.ends_at
    return CategoryFacts(
        is_public=category.is_public,
        needs_approval=category.needs_approval,
        on_sale_from=category.on_sale_from,
        on_sale_until=min(category.on_sale_until or over, over),
        places=None if quota is None else Places(size=quota.size, used=quota.used, waiting=waiting),
    )


def offered_categories(conference: Conference, *, now: datetime) -> list[OfferedCategory]:
    """Return the public categories in the organiser's order, with their present offers; two queries."""
    categories = conference.categories.filter(is_public=True).select_related("quota")
    waiting = _waiting_by_quota(conference)
    return [_offered(category, waiting=waiting.get(category.quota_id, 0), now=now) for category in categories]


def waiting_for_same_places(category: Category) -> QuerySet[Delegate]:
    """Return the waiting list of the category's quota, or of the category if it has none; first come, first.

    What counts is when somebody joined the list, not when they applied. Those who joined in one moment, from a file,
    are in order of number.
    """
    waiting = Delegate.objects.filter(conference_id=category.conference_id, state=DelegateState.WAITLISTED)
    shared = (
        waiting.filter(category=category)
        if category.quota_id is None
        else waiting.filter(category__quota=category.quota_id)
    )
    return shared.annotate(joined_at=Coalesce("decided_at", "created_at")).order_by("joined_at", "number")


_shown: dict[int, tuple[float, list[OfferedCategory]]] = {}


def shown_categories(conference: Conference, *, now: datetime) -> list[OfferedCategory]:
    """Return the offers as `offered_categories` does, as they were at most `PUBLIC_STATE_KEPT_FOR` seconds ago.

    For pages that only show them: whoever signs up meets the present ones.
    """
    at = monotonic()
    kept_for: float = settings.PUBLIC_STATE_KEPT_FOR
    kept = _shown.get(conference.pk)
    if kept is None or at - kept[0] >= kept_for:
        kept = _shown[conference.pk] = at, offered_categories(conference, now=now)
    return kept[1]


def _waiting_by_quota(conference: Conference) -> dict[int | None, int]:
    """Return the length of the waiting list of each quota that has one; a quota that has none is missing."""
    waiting = conference.delegates.filter(state=DelegateState.WAITLISTED)
    return dict(waiting.values_list("category__quota").annotate(n=Count("pk")).order_by())


def _offered(category: Category, *, waiting: int, now: datetime) -> OfferedCategory:
    facts = category_facts(category, waiting=waiting)
    left = None if facts.places is None else facts.places.left
    return OfferedCategory(category=category, offer=offer_of(facts, now=now), left=left)
