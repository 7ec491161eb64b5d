"""The first entry of a delegate."""

from datetime import datetime

from doors.models import Scan
from doors.rules.admission import Direction
from registration.models import Delegate


def first_entry(delegate: Delegate) -> datetime | None:
    """Return when this delegate was first admitted anywhere; None if never. One query."""
    scans = Scan.objects.admitted().filter(delegate=delegate, direction=Direction.IN)
    return scans.order_by("effective_at").values_list("effective_at", flat=True).first()
