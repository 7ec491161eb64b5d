"""Jobs: requesting, running, cancelling and finishing them."""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Q

from events.extensions import JobCancelled
from events.models import Conference, Job, JobState, User
from events.models.office.job import FILE_KEPT, UNFINISHED
from toolkit.queue import enqueue

RUN = "events.jobs.running.run"


@dataclass(frozen=True, kw_only=True)
class JobOrder:
    """The job that is wanted. `key` names the request: while a job with this key is unfinished, no other is created."""

    kind: str
    key: str
    conference: Conference | None = None
    arguments: dict[str, str] = field(default_factory=dict)


def request_job(order: JobOrder, *, by: User | None, now: datetime) -> Job:
    """Return the unfinished job with this key, or create and queue one."""
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
    """Start a job and return it; None if it is over or was cancelled.

    A job that is already running is started again: its worker has died.
    """
    cancelled = Job.objects.filter(pk=pk, state__in=UNFINISHED, cancel_asked=True)
    if cancelled.update(state=JobState.CANCELLED, finished_at=now):
        return None
    claimed = Job.objects.filter(pk=pk, state__in=UNFINISHED).update(
        state=JobState.RUNNING, started_at=now, done=0, total=0
    )
    return Job.objects.select_related("conference", "asked_by").get(pk=pk) if claimed else None


def note_progress(job: Job, *, done: int, total: int) -> None:
    """Store the progress; raises JobCancelled if somebody has cancelled the job."""
    if not Job.objects.filter(pk=job.pk, cancel_asked=False).update(done=done, total=total):
        raise JobCancelled


def keep_result(job: Job, *, name: str, content: bytes) -> None:
    """Store the job's file. A second run replaces the file of the first."""
    storage = job.result_file.storage
    path = f"jobs/{job.code}"
    if storage.exists(path):
        storage.delete(path)
    job.result_file.name = storage.save(path, ContentFile(content))
    job.result_name = name
    job.save(update_fields=["result_file", "result_name"])


def forget_files(*, now: datetime) -> None:
    """Delete the files of jobs that ended, or never ended, too long ago. Their rows stay."""
    ended = Q(finished_at__lte=now - FILE_KEPT) | Q(finished_at=None, asked_at__lte=now - FILE_KEPT)
    for job in Job.objects.exclude(result_file="").filter(ended):
        # The file first: if that fails, the row still names it when this runs again.
        job.result_file.delete(save=False)
        Job.objects.filter(pk=job.pk).update(result_file="")


def finish_job(
    job: Job, state: JobState, *, now: datetime, failure: str = "", details: dict[str, str | int] | None = None
) -> None:
    """Record how a running job ended: done, failed or cancelled."""
    Job.objects.filter(Q(state=JobState.RUNNING), pk=job.pk).update(
        state=state, finished_at=now, failure=failure[:60], failure_details=details or {}
    )


def ask_to_cancel(job: Job) -> None:
    """Ask a job to stop at its next step. A finished job is left unchanged."""
    Job.objects.filter(pk=job.pk, state__in=UNFINISHED).update(cancel_asked=True)
