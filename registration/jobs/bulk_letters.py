"""The job that writes missing confirmations."""

from django.db import transaction

from events.extensions import JobFailed, Progress
from events.models import Job
from registration.operations.state_letters import tell_state
from registration.queries.state_letters import without_letter
from toolkit import clock

STEP = 50


def write_letters(job: Job, progress: Progress) -> None:
    """Queue the confirmation for everybody without one. Running it again queues no second."""
    conference = job.conference
    if conference is None:
        raise JobFailed("nobody")
    waiting = list(without_letter(conference))
    progress.step(0, len(waiting))
    for at in range(0, len(waiting), STEP):
        with transaction.atomic():
            for delegate in waiting[at : at + STEP]:
                tell_state(delegate, conference=conference, by=job.asked_by, now=clock.now())
        progress.step(min(at + STEP, len(waiting)), len(waiting))
