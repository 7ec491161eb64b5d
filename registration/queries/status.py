"""The status of a delegate: valid code, check-in, place on the waiting list."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from registration.extensions import entry_sources
from registration.models import Category, Credential, Delegate, DelegateState


@dataclass(frozen=True)
class DelegateStatus:
    """The status shown on a delegate's own page.

    `code` is empty unless they are confirmed; `came_in_at` is when a door first let them in; `ahead` is the number of
    people before them on the waiting list, None if they are not on it.
    """

    code: str = ""
    came_in_at: datetime | None = None
    ahead: int | None = None


def status_of(delegate: Delegate) -> DelegateStatus:
    """Return the status of a delegate; at most two queries."""
    if delegate.state == DelegateState.WAITLISTED:
        return DelegateStatus(
            ahead=waiting_for_same_places(delegate.category).filter(number__lt=delegate.number).count()
        )
    if delegate.state != DelegateState.CONFIRMED:
        return DelegateStatus()
    credential = Credential.objects.filter(delegate=delegate, revoked_at__isnull=True).first()
    entries = [entry for source in entry_sources if (entry := source(delegate)) is not None]
    return DelegateStatus(code=credential.code if credential else "", came_in_at=min(entries, default=None))


def waiting_for_same_places(category: Category) -> QuerySet[Delegate]:
    """Return the waiting list of the category's quota, or of the category if it has none; first come, first."""
    waiting = Delegate.objects.filter(conference_id=category.conference_id, state=DelegateState.WAITLISTED)
    shared = (
        waiting.filter(category=category)
        if category.quota_id is None
        else waiting.filter(category__quota=category.quota_id)
    )
    return shared.order_by("number")
