"""Rows that all tests of a module or class share, because making them takes longer than the tests."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import caches
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from doors.queries import presence
from events import access
from events.queries import releases
from registration.queries import categories
from registration.views import blank_form


@contextmanager
def shared_rows(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Undo at the end what is written within; for a fixture of a module or class, around its `yield`.

    A test that asks for `db` is undone to this point. Transactional tests cannot run in between.
    """
    with blocker.unblock(), transaction.atomic():
        forget_everything()
        yield
        transaction.set_rollback(True)


def forget_everything() -> None:
    """Empty the process's caches. What they keep is known by primary keys, and those come again after a rollback."""
    caches["pages"].clear()
    caches["ready_pages"].clear()
    caches["sealed"].clear()
    caches["default"].clear()
    releases._index.cache_clear()
    releases._days.cache_clear()
    presence._kept.clear()
    access._shown.clear()
    categories._shown.clear()
    blank_form._drawn.clear()
