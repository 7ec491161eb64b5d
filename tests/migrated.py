"""A migrated database, kept so that other processes and later runs copy it and need not migrate again.

SQLite's is a file in pytest's cache, PostgreSQL's a database on the server of the tests. Both are named by a digest of
all that they are made from, and Django migrates the copy as usual: there is only nothing left to do. If none is kept
or anything changed, the database is migrated from the start.
"""

import hashlib
import inspect
import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.migrations.loader import MigrationLoader

TEMPLATES = "rostrum_migrated_"


def kept_database(config: pytest.Config) -> Path | None:
    """Where the migrated database is kept, whether or not it is there; None where pytest has no cache."""
    cache = getattr(config, "cache", None)
    if cache is None or connection.vendor != "sqlite":
        return None
    return Path(cache.mkdir("migrated")) / f"{_digest()}.sqlite3"


def take(kept: Path | None, target: Path) -> None:
    """Copy the kept database to the target, if there is one."""
    if kept is not None and kept.exists():
        shutil.copyfile(kept, target)


def keep(kept: Path | None) -> None:
    """Keep the connection's database for later runs, in place of older ones."""
    if kept is None or kept.exists():
        return
    written = kept.with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(written)])
    for older in kept.parent.glob("*.sqlite3"):
        older.unlink(missing_ok=True)
    written.replace(kept)


def template() -> str:
    """Return the name of the migrated database on PostgreSQL's server; the first process that asks migrates it."""
    name = f"{TEMPLATES}{_digest()[:16]}"
    with connection._nodb_cursor() as cursor:
        _lock(cursor)
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [TEMPLATES])
        there = {str(each) for (each,) in cursor.fetchall()}
        if name not in there:
            for older in there:
                cursor.execute(f'DROP DATABASE "{older}"')
            _migrate(unfinished := f"{TEMPLATES}unfinished")
            cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    return name


def _lock(cursor: CursorWrapper) -> None:
    """Wait until no other process is in `template`. Closing the connection releases the lock."""
    cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [TEMPLATES])


def _migrate(name: str) -> None:
    """Create this database and migrate it, without using it any further."""
    usual, chosen = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name
    try:
        connection.creation.create_test_db(verbosity=0, serialize=False)
    finally:
        connection.creation.destroy_test_db(usual, verbosity=0, keepdb=True)  # closes the connection
        connection.settings_dict["TEST"]["NAME"] = chosen


def _digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        digest.update(f"{path}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _sources() -> set[Path]:
    """Every migration of every app with the SQL beside it, and the settings."""
    loader = MigrationLoader(None)
    migrations = {Path(inspect.getfile(type(migration))) for migration in loader.disk_migrations.values()}
    sql = {file for path in migrations for file in (path.parent.parent / "sql").glob("*.sql")}
    portal = Path(settings.STATICFILES_DIRS[0]).parent / "portal"
    return migrations | sql | set((portal / "settings").glob("*.py"))
