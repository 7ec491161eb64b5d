import pytest
from django.db import transaction
from django_q.models import OrmQ

from tests.queue import run_queue
from toolkit.queue import enqueue

pytestmark = pytest.mark.django_db
CALLS: list[tuple[str | int, ...]] = []


def note(*arguments: str | int) -> None:
    """Record a call in `CALLS`."""
    CALLS.append(arguments)


def test_the_function_is_called_with_its_arguments() -> None:
    CALLS.clear()
    enqueue(f"{__name__}.note", "a", 2)
    assert run_queue() == 1
    assert CALLS == [("a", 2)]


def test_work_is_not_queued_if_its_transaction_is_rolled_back() -> None:
    with transaction.atomic():
        enqueue(f"{__name__}.note")
        transaction.set_rollback(True)
    assert not OrmQ.objects.exists()
