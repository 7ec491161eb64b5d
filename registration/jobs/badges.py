"""The job that prints many badges."""

from datetime import datetime

from events.extensions import JobFailed, Progress
from events.models import Job
from registration.operations.printing import PrintingRefused, print_badges
from registration.queries.badges import BadgeSelection
from registration.rules.printing import Paper
from toolkit import clock

STEP = 50  # pages between two updates of the progress


def print_for_job(job: Job, progress: Progress) -> None:
    """Print the badges that the job's arguments select; see `operations.printing.request_badges`."""
    if job.conference is None:
        raise JobFailed("nobody")
    since = job.arguments.get("since")
    selection = BadgeSelection(
        category=job.arguments.get("category", ""),
        since=datetime.fromisoformat(since) if since else None,
        unprinted=bool(job.arguments.get("unprinted")),
    )

    def told(done: int, total: int) -> None:
        if done % STEP == 0 or done == total:
            progress.step(done, total)

    try:
        run = print_badges(
            job.conference,
            selection,
            run=f"job {job.code}",
            paper=Paper(job.arguments.get("paper", Paper.A6)),
            by=job.asked_by,
            now=clock.now(),
            told=told,
        )
    except PrintingRefused as refused:
        raise JobFailed(refused.reason) from refused
    progress.deliver(f"badges-{job.conference.slug}.pdf", run.pdf)
