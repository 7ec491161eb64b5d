"""Reading one state of the database while others write."""

from contextlib import AbstractContextManager, nullcontext

import pytest
from django.db import DatabaseError, connection, transaction

from events.models import Organisation
from tests.builders.people import an_organisation
from tests.races import at_once
from toolkit.snapshots import snapshot

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def counts_while_somebody_writes(within: AbstractContextManager[None]) -> tuple[int, int]:
    """Count the organisations before and after another connection adds one."""
    with within:
        before = Organisation.objects.count()
        at_once(lambda number: an_organisation(), times=1)
        return before, Organisation.objects.count()


def test_what_is_written_meanwhile_is_not_seen() -> None:
    assert counts_while_somebody_writes(snapshot()) == (0, 0)
    assert Organisation.objects.count() == 1


def test_without_a_snapshot_it_would_be_seen() -> None:
    assert counts_while_somebody_writes(nullcontext()) == (0, 1)


def test_within_a_transaction_the_transaction_goes_on() -> None:
    with transaction.atomic():
        with snapshot():
            an_organisation()
        assert connection.in_atomic_block
    assert Organisation.objects.count() == 1


def test_a_failure_ends_it() -> None:
    with pytest.raises(DatabaseError), snapshot():
        connection.cursor().execute("SELECT no_such_column FROM events_organisation")
    an_organisation()
    assert Organisation.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's transactions are not marked as read-only")
def test_nothing_is_written_in_it() -> None:
    with pytest.raises(DatabaseError), snapshot():
        an_organisation()
