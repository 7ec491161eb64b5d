"""The one place that knows django-q2: putting work in the queue, inside the caller's transaction."""

from django_q.tasks import async_task


def enqueue(path: str, *arguments: str | int) -> None:
    """Queues `path(*arguments)`; the function must bear being run twice.

    The row is written in the caller's transaction: a worker sees it when that is committed, and never if it is
    undone.
    """
    async_task(path, *arguments)
