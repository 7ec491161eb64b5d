"""The migrated SQLite database of an earlier run, copied so that the next run need not migrate again.

It is kept in pytest's cache under a digest of all that it is made from, and Django migrates the copy as usual: there is
only nothing left to do. Without a cache, or after any change, the database is migrated from the start.
"""

import hashlib
import inspect
import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader


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
