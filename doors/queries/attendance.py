"""Who is where. Counts are people, not scans, and follow from the scans alone."""

from collections import Counter
from datetime import datetime, timedelta

from django.db.models import Case, F, Q, When, Window
from django.db.models.functions import RowNumber

from doors.models import Checkpoint, Device, Scan
from doors.rules.admission import Direction

SILENT_AFTER = timedelta(minutes=2)
FORGOTTEN_AFTER = timedelta(hours=12)


def people_inside(conference: int, *, since: datetime) -> dict[int, int]:
    """How many people are inside, by key of checkpoint; `since` is the begin of the event day.

    A checkpoint of a room counts the room's people, whichever of its doors they took: entering another room leaves the
    first. Any other checkpoint counts those who came in by it and did not go out by it.
    """
    movements = Scan.objects.admitted().filter(conference=conference, effective_at__gte=since)
    last = movements.annotate(
        # All rooms are one place to be in; every other checkpoint is a place of its own.
        place=Case(When(Q(checkpoint__room__isnull=True), then=F("checkpoint_id")), default=0),
        turn=Window(
            RowNumber(),
            partition_by=[F("delegate_id"), F("place")],
            order_by=[F("effective_at").desc(), F("device_id").desc(), F("uuid").desc()],
        ),
    ).filter(turn=1)
    people: Counter[tuple[str, int]] = Counter()
    for checkpoint, room, direction in last.values_list("checkpoint_id", "checkpoint__room_id", "direction"):
        if direction == Direction.IN:  # asked here: as a condition it would hide the exits from the window
            people["room", room] += 1
            people["checkpoint", checkpoint] += 1
    rooms = Checkpoint.objects.filter(conference=conference).values_list("pk", "room_id")
    return {key: people["room", room] if room else people["checkpoint", key] for key, room in rooms}


def is_complete(conference: int, *, now: datetime) -> bool:
    """Whether every device that was heard of lately is still heard of."""
    return not silent_devices(conference, now=now)


def silent_devices(conference: int, *, now: datetime) -> list[Device]:
    """The devices that were heard of lately and no longer are: while there are any, counts are "at least"."""
    rows = Device.objects.filter(
        conference=conference,
        revoked_at__isnull=True,
        last_seen_at__lt=now - SILENT_AFTER,
        last_seen_at__gte=now - FORGOTTEN_AFTER,
    )
    return list(rows.order_by("last_seen_at"))
