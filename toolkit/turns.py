"""Writers on SQLite that wait in line for one another."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait until no other writer in line is at work, in any thread or process. For a transaction as a whole.

    SQLite itself has no line: a writer that finds the database busy sleeps and looks again, after up to 100 ms. With
    eight writers the database stands idle meanwhile, and one of them may find it busy for seconds. On PostgreSQL, which
    has locks with lines, this does nothing.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    # The folder, because SQLite loses its own locks when anybody in the process closes the file of the database.
    folder = os.open(Path(connection.settings_dict["NAME"]).parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
