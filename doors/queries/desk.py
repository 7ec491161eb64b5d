"""Lists for the console: scans, devices, and counts by checkpoint."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max, Prefetch, Q, QuerySet

from doors.models import Checkpoint, Device, Scan
from doors.rules.admission import Verdict
from doors.rules.scans import RecordKind
from events.models import Conference
from registration.models import Delegate

MOST_SCANS = 50


def scans_of(delegate: Delegate) -> QuerySet[Scan]:
    """Return a delegate's attempts, the latest first, at most 50, each with its `overrides`. Two queries."""
    rows = Scan.objects.attempts().filter(delegate=delegate).prefetch_related(_overrides())
    return rows.select_related("checkpoint", "device").order_by("-effective_at", "-pk")[:MOST_SCANS]


def _overrides() -> "Prefetch[str]":
    """What people decided instead of the verdict, in order."""
    rows = Scan.objects.filter(record=RecordKind.OVERRIDE, is_quarantined=False)
    return Prefetch("followers", queryset=rows.order_by("effective_at", "pk"), to_attr="overrides")


def devices_of(conference: Conference) -> QuerySet[Device]:
    """Return the devices, revoked ones last, each with its checkpoints, its last scan and the number of scans."""
    rows = Device.objects.filter(conference=conference).prefetch_related("checkpoints")
    return rows.annotate(last_scan_at=Max("scans__received_at"), scanned=Count("scans")).order_by(
        F("revoked_at").asc(nulls_first=True), "name"
    )


@dataclass(frozen=True)
class DoorCount:
    """A checkpoint with the number of people admitted and of attempts refused."""

    checkpoint: Checkpoint
    admitted: int
    refused: int


def door_counts(conference: Conference, *, since: datetime) -> list[DoorCount]:
    """Return all checkpoints with their counts since an instant; three queries."""
    today = Q(conference=conference, effective_at__gte=since)
    people = Count("delegate", distinct=True)
    admitted = dict(Scan.objects.admitted().filter(today).order_by().values_list("checkpoint").annotate(n=people))
    attempts = Scan.objects.attempts().filter(today, verdict=Verdict.REFUSE.value, is_practice=False)
    refused = dict(attempts.order_by().values_list("checkpoint").annotate(n=Count("pk")))
    doors = Checkpoint.objects.filter(conference=conference).select_related("room", "session")
    return [DoorCount(door, admitted.get(door.pk, 0), refused.get(door.pk, 0)) for door in doors]


def latest_scans(conference: Conference, *, since: datetime, verdict: str = "") -> QuerySet[Scan]:
    """Return the attempts since an instant, the latest first, at most 50, each with its `overrides`; with one verdict.

    Two queries.
    """
    rows = Scan.objects.attempts().filter(conference=conference, effective_at__gte=since).prefetch_related(_overrides())
    if verdict:
        rows = rows.filter(verdict=verdict)
    return rows.select_related("checkpoint", "device", "delegate__category").order_by("-effective_at", "-pk")[
        :MOST_SCANS
    ]
