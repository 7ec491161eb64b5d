"""Exporting lists as spreadsheets: asking for them, and recording it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from events.access import authorise
from events.extensions import job_kinds
from events.models import Conference, Job, User
from events.operations.office.audit import record_in
from events.operations.office.jobs import JobOrder, request_job


@transaction.atomic
def request_export(kind: str, conference: Conference, arguments: Mapping[str, str], *, by: User, now: datetime) -> Job:
    """Queue the export of a list; while it is unfinished, the same request returns the same job.

    Raises Denied unless `by` has every right that the list needs.
    """
    for right in job_kinds[kind].rights:
        authorise(by, right, conference)
    key = ":".join([kind, str(conference.pk), str(by.pk), *arguments.values()])
    return request_job(JobOrder(kind=kind, key=key, conference=conference, arguments=dict(arguments)), by=by, now=now)


def record_export(job: Job, *, rows: int, now: datetime) -> None:
    """Record who exported which list, and how many rows it had. Nobody on the list is named."""
    if job.conference is not None:
        record_in(job.conference, job.kind, job.conference, by=job.asked_by, now=now, details={"rows": rows})
