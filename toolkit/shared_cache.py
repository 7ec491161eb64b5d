"""A cache in the database for counters that all processes share. It needs no other service."""

import base64
import pickle
from datetime import UTC, datetime
from itertools import count

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction
from django.utils.timezone import now

TABLE = "rostrum_cache"
ADD = """
INSERT INTO rostrum_cache (cache_key, value, expires) VALUES (%s, %s, %s)
ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires
WHERE rostrum_cache.expires < %s
"""
UNLOCKED = "SELECT 1 FROM rostrum_cache WHERE cache_key = %s"
LOCKED = f"{UNLOCKED} FOR UPDATE"
ADDED_BETWEEN_CULLS = 100
"""Counting the rows takes as long as twenty additions once there are thousands."""


class SharedCache(DatabaseCache):
    """Django's database cache with atomic counters that keep their expiry time, and with an atomic `add`."""

    _turns = count(1)

    def add(self, key: str, value: object, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Store the value unless there is one; of several calls at once, one returns True. One statement.

        Django takes six, and would update an expired row, which PostgreSQL lets two transactions do one after the
        other.
        """
        made = self.make_and_validate_key(key, version=version)
        until = self.get_backend_timeout(timeout)
        expires = datetime.max.replace(tzinfo=UTC) if until is None else datetime.fromtimestamp(until, tz=UTC)
        alias = router.db_for_write(self.cache_model_class)
        to_column = connections[alias].ops.adapt_datetimefield_value
        at, over = (to_column(instant.replace(microsecond=0)) for instant in (now(), expires))
        with connections[alias].cursor() as cursor:
            cursor.execute(ADD, [made, self._written(value), over, at])
            is_added = bool(cursor.rowcount == 1)
        if is_added and next(self._turns) % ADDED_BETWEEN_CULLS == 0:
            self.touch(key, timeout, version)  # counts the rows and deletes some if there are too many
        return is_added

    def _written(self, value: object) -> str:
        return base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("ascii")

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add `delta` to the number under the key and return the sum. Raise ValueError if there is none."""
        made = self.make_and_validate_key(key, version=version)
        alias = router.db_for_write(self.cache_model_class)
        connection = connections[alias]
        with transaction.atomic(using=alias), connection.cursor() as cursor:
            # SQLite cannot lock a row; there the transaction holds the write lock from its start.
            locks = connection.features.has_select_for_update
            cursor.execute(LOCKED if locks else UNLOCKED, [made])
            # A row that is inserted after this query is not locked, so it must not be read.
            number = self.get(key, version=version) if cursor.fetchone() else None
            if number is None:
                raise ValueError(f"there is no counter {key!r}")
            counted: int = number + delta
            written = self._written(counted)
            cursor.execute("UPDATE rostrum_cache SET value = %s WHERE cache_key = %s", [written, made])
        return counted
