"""The one place that knows django-q2: putting work in the queue, inside the caller's transaction."""

from django_q.models import Schedule
from django_q.tasks import async_task, schedule


def enqueue(path: str, *arguments: str | int) -> None:
    """Queues `path(*arguments)`; the function must bear being run twice.

    The row is written in the caller's transaction: a worker sees it when that is committed, and never if it is
    undone.
    """
    async_task(path, *arguments)


def run_every_minute(path: str) -> None:
    """Sees to it that `path()` is run about once a minute. Calling it again changes nothing."""
    if not Schedule.objects.filter(name=path).exists():
        schedule(path, name=path, schedule_type=Schedule.MINUTES, minutes=1)
