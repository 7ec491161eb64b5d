"""Scans that somebody should review: double admissions and quarantined records."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from doors.models import CredentialPrefix, Scan
from doors.rules.admission import Reason, Verdict
from events.models import Conference
from registration.models import Delegate

MOST = 500


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
    rows = rows.select_related("checkpoint", "device", "delegate").order_by("-effective_at", "-pk")
    told = ((scan, scan.details.get("previous")) for scan in rows[:MOST])
    return [
        DoubleAdmission(
            scan=scan, first_at=datetime.fromisoformat(previous["at"]), first_scanner=str(previous["scanner"])
        )
        for scan, previous in told
        if isinstance(previous, dict) and previous.get("device") != scan.device_id
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptApart:
    """A quarantined record; `delegate` is the badge's holder, None if unknown."""

    scan: Scan
    delegate: Delegate | None


def records_kept_apart(conference: Conference) -> list[KeptApart]:
    """Return the quarantined records, the latest first, at most 500. Two queries."""
    rows = Scan.objects.filter(conference=conference, is_quarantined=True)
    scans = list(rows.select_related("checkpoint", "device", "delegate").order_by("-received_at", "-pk")[:MOST])
    people = _people(conference, {(scan.day, scan.prefix) for scan in scans if scan.prefix})
    return [KeptApart(scan=scan, delegate=scan.delegate or people.get((scan.day, scan.prefix))) for scan in scans]


def _people(conference: Conference, badges: Collection[tuple[date, str]]) -> dict[tuple[date, str], Delegate]:
    rows = CredentialPrefix.objects.filter(
        door_day__conference=conference,
        door_day__day__in={day for day, _ in badges},
        prefix__in={prefix for _, prefix in badges},
    )
    rows = rows.select_related("door_day", "credential__delegate")
    return {(row.door_day.day, row.prefix): row.credential.delegate for row in rows}


def to_review(conference: Conference) -> int:
    """Return how many records are to be reviewed; two queries."""
    apart = Scan.objects.filter(conference=conference, is_quarantined=True).count()
    return apart + len(double_admissions(conference))
