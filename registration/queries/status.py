"""Where a delegate stands: the valid code, and whether they have been let in."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from registration.extensions import entry_sources
from registration.models import Category, Credential, Delegate, DelegateState


@dataclass(frozen=True)
class DelegateStatus:
    """`code` is empty for all but the confirmed; `came_in_at` is when the first door let them in.

    `ahead` is how many wait longer for the same places; None for those who do not wait.
    """

    code: str = ""
    came_in_at: datetime | None = None
    ahead: int | None = None


def status_of(delegate: Delegate) -> DelegateStatus:
    """Two queries, or none for those who have no code."""
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
    """Those on the waiting list for the category's quota, or for the category itself; longest first."""
    waiting = Delegate.objects.filter(conference_id=category.conference_id, state=DelegateState.WAITLISTED)
    shared = (
        waiting.filter(category=category)
        if category.quota_id is None
        else waiting.filter(category__quota=category.quota_id)
    )
    return shared.order_by("number")
