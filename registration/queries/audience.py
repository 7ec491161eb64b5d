"""How many people are coming to a session, for the search for rooms that are too small."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from registration.models import DelegateState, Invitation


def people_invited() -> Combinable:
    """Return the number of delegates on the list of the outer query's session who have not cancelled."""
    rows = Invitation.objects.filter(session=OuterRef("pk"), withdrawn_at__isnull=True)
    coming = rows.filter(delegate__state__in=(DelegateState.APPLIED, DelegateState.CONFIRMED))
    counted = coming.order_by().values("session").annotate(people=Count("pk")).values("people")
    return Coalesce(Subquery(counted), 0)
