"""Lists that leave the portal as a spreadsheet: asked for, and written down."""

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
    """Have a worker write a list; asking again for the same one while it works is the same job.

    Raises Denied unless `by` has every right that the list asks for.
    """
    for right in job_kinds[kind].rights:
        authorise(by, right, conference)
    key = ":".join([kind, str(conference.pk), str(by.pk), *arguments.values()])
    return request_job(JobOrder(kind=kind, key=key, conference=conference, arguments=dict(arguments)), by=by, now=now)


def record_export(job: Job, *, rows: int, now: datetime) -> None:
    """Write down that a list was exported, by whom and how long it was. It names nobody on the list."""
    if job.conference is not None:
        record_in(job.conference, job.kind, job.conference, by=job.asked_by, now=now, details={"rows": rows})
