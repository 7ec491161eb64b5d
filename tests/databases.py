"""A pytest plugin that chooses which tests run a second time, on PostgreSQL.

Every test that uses the database runs on both, unless it says why SQLite is enough:

    pytest.mark.sqlite_is_enough("input is rejected before the database is queried")

The mark is for tests of code on either side of the database: parsing, checking, rendering, file formats. A test that
writes, locks, sorts, searches or relies on a constraint must run on both, and the mark is refused in the layers of
`NEVER_ALONE`. Tests that use no database, drive Chromium or start their own database run once.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest
from django.test import TransactionTestCase

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_reset_sequences"}
NEVER_ALONE = {"models", "queries", "operations", "access", "api", "jobs", "management"}
"""Layers (folders of tests) in which SQLite alone is never enough."""


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Mark what `./dev test` also runs on PostgreSQL, and refuse misplaced `sqlite_is_enough` marks."""
    for item in items:
        if fault := fault_of(item):
            raise pytest.UsageError(f"{item.nodeid}: {fault}")
        if differs_by_database(item):
            item.add_marker("both_databases")


def uses_database(item: pytest.Item) -> bool:
    """Return whether the test uses Django's database, by mark, fixture or class."""
    cls = getattr(item, "cls", None)
    return (
        item.get_closest_marker("django_db") is not None
        or not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
        or (cls is not None and issubclass(cls, TransactionTestCase))
    )


def differs_by_database(item: pytest.Item) -> bool:
    """Return whether PostgreSQL may behave differently from SQLite."""
    is_once = any(item.get_closest_marker(name) for name in ("sqlite_is_enough", "browser"))
    return uses_database(item) and not is_once


def fault_of(item: pytest.Item) -> str:
    """Return what is wrong with the test's `sqlite_is_enough`, or "" if nothing is."""
    mark = item.get_closest_marker("sqlite_is_enough")
    if mark is None:
        return ""
    if not mark.args or not str(mark.args[0]).strip():
        return "sqlite_is_enough needs its reason"
    if item.get_closest_marker("race") is not None:
        return "a race is run on both databases"
    layers = NEVER_ALONE.intersection(Path(item.path).parts)
    return f"tests of {', '.join(layers)} are run on both databases" if layers else ""
