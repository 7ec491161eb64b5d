"""Printed badges and invitation lists, for the console."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from events.models import Conference
from registration.models import BadgePrint, DelegateState, Invitation


@dataclass(frozen=True)
class Printed:
    """The number of confirmed delegates in a category, and how many of their badges the team has printed."""

    name: object
    code: str
    confirmed: int
    printed: int


def printed_by_category(conference: Conference) -> list[Printed]:
    """Return the printed badges by category; two queries."""
    confirmed = Q(delegates__state=DelegateState.CONFIRMED)
    categories = list(conference.categories.annotate(confirmed=Count("delegates", filter=confirmed)))
    prints = BadgePrint.objects.filter(
        credential__conference=conference,
        credential__revoked_at__isnull=True,
        credential__delegate__state=DelegateState.CONFIRMED,
    ).exclude(occasion__in=["letter", "own"])
    counted = prints.values_list("credential__delegate__category").annotate(n=Count("credential", distinct=True))
    printed = dict(counted.order_by())
    return [Printed(row.name, row.code, row.confirmed, printed.get(row.pk, 0)) for row in categories]


def invited_to(session_id: int) -> QuerySet[Invitation]:
    """Return the valid invitations to a session, by name."""
    rows = Invitation.objects.filter(session_id=session_id, withdrawn_at__isnull=True)
    return rows.select_related("delegate__category").order_by("delegate__sort_pinyin", "delegate__number")
