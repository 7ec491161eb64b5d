import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from pytest_django.plugin import DjangoDbBlocker

from tests import migrated
from tests.builders.people import NOW, Cast, the_cast
from tests.shared_rows import forget_everything
from toolkit.clock import Clock

# Shared by browser/ and journeys/: Playwright allows one driver per thread.
pytest_plugins = ["tests.chromium"]


@pytest.fixture(autouse=True)
def cold_process() -> None:
    """Empty the process's caches before each test, since its database is rolled back."""
    forget_everything()


@pytest.fixture
def cast(db: None) -> Cast:
    """A conference with a person in every role, and a neighbour."""
    return the_cast()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real feeds and hostile files. Tests that need it are skipped, with a reason, if it is missing."""
    folder = os.environ.get("ROSTRUM_DATA")
    if not folder:
        pytest.skip("ROSTRUM_DATA is not set: the shared data folder is not here")
    return Path(folder)


@pytest.fixture(scope="session")
def kept_database(request: pytest.FixtureRequest) -> Path | None:
    """Where the migrated database is kept between runs."""
    return migrated.kept_database(request.config)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
    kept_database: Path | None,
    django_db_blocker: DjangoDbBlocker,
) -> None:
    """Copy a migrated database. SQLite's is a file: threads that write cannot share a database in memory."""
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            connection.settings_dict["TEST"]["TEMPLATE"] = migrated.template()
    if connection.vendor == "sqlite":
        name = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(name)
        # As on PostgreSQL: nobody needs these rows after a power cut, so no commit waits for the disk.
        connection.settings_dict["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
        migrated.take(kept_database, name)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
    kept_database: Path | None,
) -> Iterator[None]:
    """Set the database up whichever tests run, and keep it before the first of them writes to it.

    pytest-django's own fixture sets it up only if a test is marked; the rows that a module shares need it without.
    SQLite's file goes with the folder that it is in, so Django only migrates the copy.
    """
    is_file = connection.vendor == "sqlite"
    with django_db_blocker.unblock():
        databases = setup_databases(verbosity=0, interactive=False, keepdb=is_file)
        migrated.keep(kept_database)
    yield
    with django_db_blocker.unblock():
        teardown_databases(databases, verbosity=0, keepdb=is_file)


@pytest.fixture
def at_nine(settings: LazySettings) -> None:
    """Freeze the clock at 09:12 on the first conference day."""
    settings.CLOCK = Clock(starts_at=NOW, stands=True, started=NOW)
