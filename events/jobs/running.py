"""Run jobs, in a worker."""

from dataclasses import dataclass

import structlog

from events.extensions import JobCancelled, JobFailed, job_kinds
from events.models import Job, JobState
from events.operations.office.jobs import claim_job, finish_job, keep_result, note_progress
from toolkit import clock
from toolkit.outages import outage_of

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class RowProgress:
    """Progress stored on the job's own row."""

    job: Job

    def step(self, done: int, total: int) -> None:
        """See `events.extensions.Progress`."""
        note_progress(self.job, done=done, total=total)

    def deliver(self, name: str, content: bytes) -> None:
        """See `events.extensions.Progress`."""
        keep_result(self.job, name=name, content=content)


def run(pk: int) -> None:
    """Run a job and record how it ended. Unexpected errors are logged and make it fail."""
    job = claim_job(pk, now=clock.now())
    if job is None:
        return
    try:
        job_kinds[job.kind].run(job, RowProgress(job))
    except JobCancelled:
        finish_job(job, JobState.CANCELLED, now=clock.now())
    except JobFailed as failed:
        finish_job(job, JobState.FAILED, now=clock.now(), failure=failed.reason, details=failed.details)
    except Exception as error:
        outage = outage_of(error)
        finish_job(job, JobState.FAILED, now=clock.now(), failure=outage.name if outage else "unexpected")
        log.exception("job_failed", job=job.pk, kind=job.kind)
    else:
        finish_job(job, JobState.DONE, now=clock.now())
