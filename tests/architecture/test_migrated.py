"""Processes that need PostgreSQL's migrated database at the same time. A control without the lock shows the race."""

import time
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection

from tests import migrated
from tests.races import at_once

pytestmark = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's copy is a file"),
]


@pytest.fixture
def migrations(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Databases migrated during the test. Here they stay empty, which is faster, and have another prefix."""
    begun: list[str] = []

    def create(name: str) -> None:
        begun.append(name)
        time.sleep(0.1)  # a migration takes much longer
        run(f'CREATE DATABASE "{name}"')

    monkeypatch.setattr(migrated, "TEMPLATES", "rostrum_trial_")
    monkeypatch.setattr(migrated, "_migrate", create)
    yield begun
    for name in trials():
        run(f'DROP DATABASE "{name}"')


def run(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def trials() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'rostrum_trial_%'")
        return [str(name) for (name,) in cursor.fetchall()]


def test_one_migrates_and_the_others_wait_for_it(migrations: list[str]) -> None:
    names = at_once(lambda _: migrated.template(), times=3)

    assert names == trials() * 3
    assert len(migrations) == 1


def test_control_without_the_lock_several_migrate(migrations: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrated, "_lock", lambda _cursor: None)

    with pytest.raises(DatabaseError):
        at_once(lambda _: migrated.template(), times=3)

    assert len(migrations) > 1


def test_an_unfinished_and_an_older_one_are_replaced(migrations: list[str]) -> None:
    run("CREATE DATABASE rostrum_trial_unfinished")
    run("CREATE DATABASE rostrum_trial_0123456789abcdef")

    name = migrated.template()

    assert trials() == [name]
    assert migrations == ["rostrum_trial_unfinished"]
