"""When somebody first came in."""

from datetime import datetime

from doors.models import Scan
from doors.rules.admission import Direction
from registration.models import Delegate


def first_entry(delegate: Delegate) -> datetime | None:
    """When the first door let this delegate in; None if none has. One query."""
    scans = Scan.objects.admitted().filter(delegate=delegate, direction=Direction.IN)
    return scans.order_by("effective_at").values_list("effective_at", flat=True).first()
