"""Which tests run a second time, on PostgreSQL. A pytest plugin.

Every test that uses the database runs on both, unless it says why SQLite is enough:

    pytest.mark.sqlite_is_enough("what is tried is done before the database is asked")

The mark is for tests of what stands before or behind the database: parsing, checking, drawing, file formats. A test
that writes, locks, sorts, searches or relies on a constraint runs on both, and in the layers of `NEVER_ALONE` the mark
is refused. Tests that use no database, drive Chromium or start a database of their own run once.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest
from django.test import TransactionTestCase

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_reset_sequences"}
NEVER_ALONE = {"models", "queries", "operations", "access", "api", "jobs", "management"}
"""Layers, as folders of tests, in which SQLite is never enough."""


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Mark what `./dev test` runs on PostgreSQL too; refuse a mark that must not be there."""
    for item in items:
        if fault := fault_of(item):
            raise pytest.UsageError(f"{item.nodeid}: {fault}")
        if differs_by_database(item):
            item.add_marker("both_databases")


def uses_database(item: pytest.Item) -> bool:
    """Whether the test asks for Django's database, by mark, fixture or class."""
    cls = getattr(item, "cls", None)
    return (
        item.get_closest_marker("django_db") is not None
        or not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
        or (cls is not None and issubclass(cls, TransactionTestCase))
    )


def differs_by_database(item: pytest.Item) -> bool:
    """Whether PostgreSQL may answer differently from SQLite."""
    is_once = any(item.get_closest_marker(name) for name in ("sqlite_is_enough", "browser"))
    return uses_database(item) and not is_once


def fault_of(item: pytest.Item) -> str:
    """What is wrong with the test's `sqlite_is_enough`; empty where nothing is."""
    mark = item.get_closest_marker("sqlite_is_enough")
    if mark is None:
        return ""
    if not mark.args or not str(mark.args[0]).strip():
        return "sqlite_is_enough needs its reason"
    if item.get_closest_marker("race") is not None:
        return "a race is run on both databases"
    layers = NEVER_ALONE.intersection(Path(item.path).parts)
    return f"tests of {', '.join(layers)} are run on both databases" if layers else ""
