"""Faults of the machine: the database is away, or a disk is full."""

import errno
from dataclasses import dataclass

from django.db import Error, InterfaceError, OperationalError


@dataclass(frozen=True, kw_only=True)
class Outage:
    """A fault of the machine, not of the request: its status, and after how many seconds a client may try again."""

    name: str
    status: int
    retry_after: int


AWAY = Outage(name="database_away", status=503, retry_after=5)
FULL = Outage(name="disk_full", status=507, retry_after=60)

POSTGRES_FULL = "53100"
POSTGRES_AWAY = ("08", "57P0", "53", "58", "25006", "40001", "40P01", "55P03")
"""How the SQLSTATEs begin of lost connections, shutdowns, exhausted resources, failing disks, a standby that cannot
write, and transactions that gave way to others.
"""
SQLITE_FULL = 13
SQLITE_AWAY = frozenset({5, 6, 8, 10, 14})
"""Result codes: busy, locked, read-only, failing disk, file cannot be opened."""
DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def outage_of(exception: BaseException | None) -> Outage | None:
    """Return the outage that an exception tells of; None if the fault is another one."""
    if isinstance(exception, OSError) and exception.errno in DISK_FULL:
        return FULL
    if not isinstance(exception, Error):
        return None
    cause = exception.__cause__
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if code:
        return FULL if code == SQLITE_FULL else AWAY if code in SQLITE_AWAY else None
    state = getattr(cause, "sqlstate", None)
    if state is None:
        # A connection that could not be made, or broke off.
        return AWAY if isinstance(exception, OperationalError | InterfaceError) else None
    return FULL if state == POSTGRES_FULL else AWAY if state.startswith(POSTGRES_AWAY) else None
