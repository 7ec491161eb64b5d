"""Noting when a speaker cannot appear."""

from datetime import datetime

from django.db import transaction

from events.access import authorise
from events.models import User
from events.operations.office.audit import record_in
from events.operations.office.changes import lock_row
from events.operations.times import days_span
from events.rules.office.roles import Right
from speakers.models import Absence, Speaker
from speakers.rules.absences import AbsenceEdit, AbsenceFault, absence_fault


class AbsenceRefused(Exception):
    """Nothing was stored."""

    def __init__(self, fault: AbsenceFault) -> None:
        super().__init__(fault)
        self.fault = fault


@transaction.atomic
def add_absence(speaker: Speaker, edit: AbsenceEdit, *, by: User | None, now: datetime) -> Absence:
    """Note that a speaker cannot appear at this time; the same once more changes nothing. Raises AbsenceRefused."""
    conference = speaker.conference
    authorise(by, Right.EDIT_PROGRAMME, conference)
    there = list(lock_row(speaker).absences.all())
    for row in there:
        if (row.starts_at, row.ends_at) == (edit.starts_at, edit.ends_at):
            return row
    fault = absence_fault(edit, days=days_span(conference), known=len(there))
    if fault is not None:
        raise AbsenceRefused(fault)
    added = Absence.objects.create(speaker=speaker, starts_at=edit.starts_at, ends_at=edit.ends_at)
    details = {"starts_at": edit.starts_at.isoformat(), "ends_at": edit.ends_at.isoformat()}
    record_in(conference, "absence.add", speaker, by=by, now=now, details=details)
    return added


@transaction.atomic
def remove_absence(speaker: Speaker, key: int, *, by: User | None, now: datetime) -> None:
    """Forget an absence of a speaker, given by its primary key; does nothing if it is gone."""
    authorise(by, Right.EDIT_PROGRAMME, speaker.conference)
    row = speaker.absences.select_for_update().filter(pk=key).first()
    if row is not None:
        details = {"starts_at": row.starts_at.isoformat(), "ends_at": row.ends_at.isoformat()}
        row.delete()
        record_in(speaker.conference, "absence.remove", speaker, by=by, now=now, details=details)
