"""A cache in the database for counters that all processes share. It needs no other service."""

import base64
import pickle

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction
from django.utils.timezone import now

TABLE = "rostrum_cache"
EXPIRED = "DELETE FROM rostrum_cache WHERE cache_key = %s AND expires < %s"
UNLOCKED = "SELECT 1 FROM rostrum_cache WHERE cache_key = %s"
LOCKED = f"{UNLOCKED} FOR UPDATE"


class SharedCache(DatabaseCache):
    """Django's database cache with atomic counters that keep their expiry time, and with an atomic `add`."""

    def add(self, key: str, value: object, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Store the value unless there is one; of several calls at once, one returns True.

        Django would update an expired row, and PostgreSQL lets two transactions do that one after the other.
        """
        made = self.make_and_validate_key(key, version=version)
        with connections[router.db_for_write(self.cache_model_class)].cursor() as cursor:
            cursor.execute(EXPIRED, [made, now().replace(microsecond=0)])
        added: bool = super().add(key, value, timeout, version)
        return added

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
            written = base64.b64encode(pickle.dumps(counted, self.pickle_protocol)).decode("ascii")
            cursor.execute("UPDATE rostrum_cache SET value = %s WHERE cache_key = %s", [written, made])
        return counted
