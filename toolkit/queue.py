"""Queueing work. No other module imports django-q2."""

from django_q.tasks import async_task


def enqueue(path: str, *arguments: str | int) -> None:
    """Queue a call of the function at the dotted `path`. Delivery is at least once, so it may run twice.

    The row is written in the caller's transaction: a worker sees it after the commit, and never after a rollback.
    """
    async_task(path, *arguments)
