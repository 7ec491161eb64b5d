"""Long work, asked for by a person who wants to see how it goes."""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Q

from events.extensions import JobCancelled
from events.models import Conference, Job, JobState, User
from events.models.office.job import UNFINISHED
from toolkit.queue import enqueue

RUN = "events.jobs.running.run"


@dataclass(frozen=True, kw_only=True)
class JobOrder:
    """What is to be done. `key` names the request: while one is unfinished, a second is the same job."""

    kind: str
    key: str
    conference: Conference | None = None
    arguments: dict[str, str] = field(default_factory=dict)


def request_job(order: JobOrder, *, by: User | None, now: datetime) -> Job:
    """The job for this request: the unfinished one if there is one, else a new one, queued."""
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=order.kind,
                key=order.key,
                conference=order.conference,
                arguments=order.arguments,
                asked_by=by,
                asked_at=now,
            )
            enqueue(RUN, job.pk)
            return job
    except IntegrityError:
        return Job.objects.get(key=order.key, state__in=UNFINISHED)


def claim_job(pk: int, *, now: datetime) -> Job | None:
    """Takes a job for running; None if it is over. A job found running is one whose worker died: it starts again."""
    cancelled = Job.objects.filter(pk=pk, state__in=UNFINISHED, cancel_asked=True)
    if cancelled.update(state=JobState.CANCELLED, finished_at=now):
        return None
    claimed = Job.objects.filter(pk=pk, state__in=UNFINISHED).update(
        state=JobState.RUNNING, started_at=now, done=0, total=0
    )
    return Job.objects.select_related("conference", "asked_by").get(pk=pk) if claimed else None


def note_progress(job: Job, *, done: int, total: int) -> None:
    """Writes down how far it is; raises JobCancelled if somebody asked for that."""
    if not Job.objects.filter(pk=job.pk, cancel_asked=False).update(done=done, total=total):
        raise JobCancelled


def keep_result(job: Job, *, name: str, content: bytes) -> None:
    """Keeps the file under an address of its own; a second run writes over the first."""
    storage = job.result_file.storage
    path = f"jobs/{job.code}"
    if storage.exists(path):
        storage.delete(path)
    job.result_file.name = storage.save(path, ContentFile(content))
    job.result_name = name
    job.save(update_fields=["result_file", "result_name"])


def finish_job(
    job: Job, state: JobState, *, now: datetime, failure: str = "", details: dict[str, str | int] | None = None
) -> None:
    """The end: done, failed or cancelled. Only a running job can end."""
    Job.objects.filter(Q(state=JobState.RUNNING), pk=job.pk).update(
        state=state, finished_at=now, failure=failure[:60], failure_details=details or {}
    )


def ask_to_cancel(job: Job) -> None:
    """The job stops at its next step; one that is over stays as it is."""
    Job.objects.filter(pk=job.pk, state__in=UNFINISHED).update(cancel_asked=True)
