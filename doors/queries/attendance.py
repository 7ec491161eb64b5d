"""Presence. Counts are of people, not of scans, and are computed from the scans each time."""

from collections import Counter
from datetime import datetime, timedelta

from django.db.models import Case, F, Q, When, Window
from django.db.models.functions import RowNumber

from doors.models import Checkpoint, Device, Scan
from doors.rules.admission import Direction

SILENT_AFTER = timedelta(minutes=2)
FORGOTTEN_AFTER = timedelta(hours=12)


def people_inside(conference: int, *, since: datetime) -> dict[int, int]:
    """Return the number of people inside, by key of checkpoint; `since` is the beginning of the event day.

    A checkpoint of a room counts the people in the room, through whichever checkpoint they came: entering another room
    leaves the first. Any other checkpoint counts those who came in through it and did not go out through it.
    """
    movements = Scan.objects.admitted().filter(conference=conference, effective_at__gte=since)
    last = movements.annotate(
        # A person is in one room at most. Every other checkpoint is counted by itself.
        place=Case(When(Q(checkpoint__room__isnull=True), then=F("checkpoint_id")), default=0),
        turn=Window(
            RowNumber(),
            partition_by=[F("delegate_id"), F("place")],
            order_by=[F("effective_at").desc(), F("device_id").desc(), F("uuid").desc()],
        ),
    ).filter(turn=1)
    people: Counter[tuple[str, int]] = Counter()
    for checkpoint, room, direction in last.values_list("checkpoint_id", "checkpoint__room_id", "direction"):
        if direction == Direction.IN:  # not a filter: it would hide the exits from the window function
            people["room", room] += 1
            people["checkpoint", checkpoint] += 1
    rooms = Checkpoint.objects.filter(conference=conference).values_list("pk", "room_id")
    return {key: people["room", room] if room else people["checkpoint", key] for key, room in rooms}


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
