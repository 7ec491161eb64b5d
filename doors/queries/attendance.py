"""Devices that are silent, so that counts are incomplete."""

from datetime import datetime, timedelta

from doors.models import Device

SILENT_AFTER = timedelta(minutes=2)
FORGOTTEN_AFTER = timedelta(hours=12)


def is_complete(conference: int, *, now: datetime) -> bool:
    """Return whether no device is silent, so that counts are complete."""
    return not silent_devices(conference, now=now)


def silent_devices(conference: int, *, now: datetime) -> list[Device]:
    """Return the devices in contact within the last 12 hours, but not the last 2 minutes.

    While there are any, counts are a lower bound.
    """
    rows = Device.objects.filter(
        conference=conference,
        revoked_at__isnull=True,
        last_seen_at__lt=now - SILENT_AFTER,
        last_seen_at__gte=now - FORGOTTEN_AFTER,
    )
    return list(rows.order_by("last_seen_at"))
