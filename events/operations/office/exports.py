"""Exporting lists as spreadsheets: asking for them, and recording it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from events.access import REACH, authorise, grants_of
from events.extensions import job_kinds
from events.models import Conference, Job, User
from events.operations.office.audit import record_in
from events.operations.office.jobs import JobOrder, request_job
from events.rules.office.reach import reach_of


@transaction.atomic
def request_export(kind: str, conference: Conference, arguments: Mapping[str, str], *, by: User, now: datetime) -> Job:
    """Queue the export of a list; while it is unfinished, the same request returns the same job.

    Raises Denied unless `by` has every right that the list needs. The list is about the forums that `by` sees.
    """
    for right in job_kinds[kind].rights:
        authorise(by, right, conference)
    reach = reach_of(grants_of(by, organisation_id=conference.organisation_id), conference_id=conference.pk)
    wanted = {**arguments, REACH: reach.in_words()}
    key = ":".join([kind, str(conference.pk), str(by.pk), *wanted.values()])
    return request_job(JobOrder(kind=kind, key=key, conference=conference, arguments=wanted), by=by, now=now)


def record_export(job: Job, *, rows: int, now: datetime) -> None:
    """Record who exported which list, and how many rows it had. Nobody on the list is named."""
    if job.conference is not None:
        record_in(job.conference, job.kind, job.conference, by=job.asked_by, now=now, details={"rows": rows})
