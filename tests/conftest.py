import os
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
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
        migrated.take(kept_database, name)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:  # noqa: FBT001 - pytest-django's own fixture
    """Let Django migrate the copy in SQLite's file instead of removing it."""
    return django_db_keepdb or connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker, kept_database: Path | None) -> None:
    """Keep the database before the first test writes to it."""
    with django_db_blocker.unblock():
        migrated.keep(kept_database)


@pytest.fixture
def at_nine(settings: LazySettings) -> None:
    """Freeze the clock at 09:12 on the first conference day."""
    settings.CLOCK = Clock(starts_at=NOW, stands=True, started=NOW)
