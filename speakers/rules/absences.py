"""Times at which a speaker cannot appear."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from events.rules.spans import Span

MOST_ABSENCES = 50


class AbsenceFault(StrEnum):
    """Why an absence was not stored."""

    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    OUTSIDE_CONFERENCE = "outside_conference"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceEdit:
    """A time at which a speaker cannot appear. Both times are aware."""

    starts_at: datetime
    ends_at: datetime


def absence_fault(absence: AbsenceEdit, *, days: Span, known: int) -> AbsenceFault | None:
    """Return why a speaker with `known` other absences cannot have this one, or None.

    One that begins before the conference or ends after it is fine, as long as it concerns one of its days.
    """
    span = Span(absence.starts_at, absence.ends_at)
    if span.is_empty:
        return AbsenceFault.ENDS_BEFORE_IT_STARTS
    if not span.overlaps(days):
        return AbsenceFault.OUTSIDE_CONFERENCE
    return AbsenceFault.TOO_MANY if known >= MOST_ABSENCES else None
