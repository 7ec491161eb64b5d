import errno
import sqlite3
from pathlib import Path

import psycopg
import pytest
from django.db import DataError, Error, IntegrityError, InterfaceError, OperationalError, ProgrammingError

from toolkit.outages import AWAY, FULL, Outage, outage_of


def caused(error: type[Error], cause: Exception) -> Error:
    """Return Django's error as it is raised from a driver's."""
    made = error(str(cause))
    made.__cause__ = cause
    return made


def sqlite_error(script: str, folder: Path, *, uri: str = "") -> sqlite3.Error:
    """Return what SQLite raises for a script."""
    connection = sqlite3.connect(uri or folder / "one.sqlite3", uri=bool(uri), timeout=0)
    try:
        connection.executescript(script)
    except sqlite3.Error as error:
        return error
    finally:
        connection.close()
    raise AssertionError("nothing failed")


@pytest.mark.parametrize(
    ("cause", "outage"),
    [
        (psycopg.OperationalError("connection refused"), AWAY),
        (psycopg.errors.AdminShutdown(), AWAY),
        (psycopg.errors.CannotConnectNow(), AWAY),
        (psycopg.errors.TooManyConnections(), AWAY),
        (psycopg.errors.DeadlockDetected(), AWAY),
        (psycopg.errors.LockNotAvailable(), AWAY),
        (psycopg.errors.ReadOnlySqlTransaction(), AWAY),
        (psycopg.errors.IoError(), AWAY),
        (psycopg.errors.DiskFull(), FULL),
        (psycopg.errors.UndefinedTable(), None),
        (psycopg.errors.QueryCanceled(), None),
    ],
)
def test_states_of_postgresql(cause: Exception, outage: Outage | None) -> None:
    assert outage_of(caused(OperationalError, cause)) is outage


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (ProgrammingError, psycopg.ProgrammingError("2 placeholders, 1 parameter")),
        (DataError, psycopg.DataError("cannot contain NUL")),
        (IntegrityError, psycopg.errors.UniqueViolation()),
        (OperationalError, sqlite3.OperationalError("no result code")),
    ],
)
def test_other_errors_of_the_drivers(error: type[Error], cause: Exception) -> None:
    expected = AWAY if error is OperationalError else None
    assert outage_of(caused(error, cause)) is expected


def test_a_connection_that_was_closed() -> None:
    assert outage_of(caused(InterfaceError, psycopg.InterfaceError("the connection is closed"))) is AWAY


def test_a_full_disk_under_sqlite(tmp_path: Path) -> None:
    script = "PRAGMA max_page_count = 2; CREATE TABLE a (b); CREATE TABLE c (d);"
    error = sqlite_error(script, tmp_path)
    assert outage_of(caused(OperationalError, error)) is FULL


def test_a_locked_database_under_sqlite(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "one.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    error = sqlite_error("CREATE TABLE a (b)", tmp_path)
    other.close()
    assert outage_of(caused(OperationalError, error)) is AWAY


def test_a_missing_file_under_sqlite(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError) as raised:
        sqlite3.connect(tmp_path / "none" / "one.sqlite3")
    assert outage_of(caused(OperationalError, raised.value)) is AWAY


def test_a_missing_table_under_sqlite(tmp_path: Path) -> None:
    error = sqlite_error("DELETE FROM a", tmp_path)
    assert outage_of(caused(OperationalError, error)) is None


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_files_that_find_no_space(number: int) -> None:
    assert outage_of(OSError(number, "no")) is FULL


@pytest.mark.parametrize("other", [OSError(errno.ENOENT, "no"), ValueError("no"), None])
def test_anything_else(other: Exception | None) -> None:
    assert outage_of(other) is None
