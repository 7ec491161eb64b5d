"""Scans that somebody should review: double admissions, overrides, doubtful times and quarantined records."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from doors.models import CredentialPrefix, Scan
from doors.models.scan import ScanQuerySet
from doors.rules.admission import Reason, Verdict
from doors.rules.scans import RecordKind
from events.models import Conference
from registration.models import Delegate

MOST = 500

# No record is in two of these lists: a quarantined one is in none of the others, and an override is not an attempt.
_APART = Q(is_quarantined=True)
_OVERRIDE = Q(record=RecordKind.OVERRIDE, verdict=Verdict.ADMIT.value, is_practice=False, is_quarantined=False) & (
    Q(attempt__verdict=Verdict.REFUSE.value) | ~Q(details__supervisor="")
)
_DOUBTFUL = Q(record=RecordKind.ATTEMPT, has_doubtful_time=True, is_quarantined=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleAdmission:
    """Somebody admitted by two devices: the second entry, and when and where the first was."""

    scan: Scan
    first_at: datetime
    first_scanner: str


def double_admissions(conference: Conference) -> list[DoubleAdmission]:
    """Return double admissions (`rules.scans.is_double_admission`), the latest first, at most 500. One query."""
    rows = Scan.objects.attempts().filter(
        conference=conference,
        local_verdict=Verdict.ADMIT.value,
        reason=Reason.ALREADY_IN.value,
        is_practice=False,
        is_quarantined=False,
    )
    rows = rows.select_related("checkpoint", "device", "delegate__category").order_by("-effective_at", "-pk")
    told = ((scan, scan.details.get("previous")) for scan in rows[:MOST])
    return [
        DoubleAdmission(
            scan=scan, first_at=datetime.fromisoformat(previous["at"]), first_scanner=str(previous["scanner"])
        )
        for scan, previous in told
        if isinstance(previous, dict) and previous.get("device") != scan.device_id
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A record, the time that it is listed under, and the badge's holder, None if unknown."""

    scan: Scan
    at: datetime
    delegate: Delegate | None


def records_kept_apart(conference: Conference) -> list[Reviewed]:
    """Return the quarantined records, the latest first, at most 500. Two queries."""
    rows = _of(conference).filter(_APART)
    scans = list(
        rows.select_related("checkpoint", "device", "delegate__category").order_by("-received_at", "-pk")[:MOST]
    )
    people = _people(conference, {(scan.day, scan.prefix) for scan in scans if scan.prefix})
    return [
        Reviewed(scan=scan, at=scan.effective_at, delegate=scan.delegate or people.get((scan.day, scan.prefix)))
        for scan in scans
    ]


def _people(conference: Conference, badges: Collection[tuple[date, str]]) -> dict[tuple[date, str], Delegate]:
    rows = CredentialPrefix.objects.filter(
        door_day__conference=conference,
        door_day__day__in={day for day, _ in badges},
        prefix__in={prefix for _, prefix in badges},
    )
    rows = rows.select_related("door_day", "credential__delegate__category")
    return {(row.door_day.day, row.prefix): row.credential.delegate for row in rows}


def overrides(conference: Conference) -> list[Reviewed]:
    """Return the overrides by a supervisor, or against the server's refusal, the latest first, at most 500. One query.

    What staff answer when a door asks is their daily work and is not among them.
    """
    rows = _of(conference).filter(_OVERRIDE).select_related("checkpoint", "device", "delegate__category", "attempt")
    latest = rows.order_by("-effective_at", "-pk")[:MOST]
    return [Reviewed(scan=scan, at=scan.effective_at, delegate=scan.delegate) for scan in latest]


def doubtful_times(conference: Conference) -> list[Reviewed]:
    """Return the attempts whose time cannot be true (`rules.scans.timing`), the latest first, at most 500."""
    rows = _of(conference).filter(_DOUBTFUL).select_related("checkpoint", "device", "delegate__category")
    latest = rows.order_by("-received_at", "-pk")[:MOST]
    return [Reviewed(scan=scan, at=scan.received_at, delegate=scan.delegate) for scan in latest]


def to_review(conference: Conference) -> int:
    """Return how many records are to be reviewed; two queries."""
    listed = _of(conference).filter(_APART | _OVERRIDE | _DOUBTFUL)
    return listed.count() + len(double_admissions(conference))


def _of(conference: Conference) -> ScanQuerySet:
    return Scan.objects.filter(conference=conference)
