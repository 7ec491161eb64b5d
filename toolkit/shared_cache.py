"""What all processes of the portal must count together, in the database: nothing else has to be up for it."""

import base64
import pickle

from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction

TABLE = "rostrum_cache"
UNLOCKED = "SELECT 1 FROM rostrum_cache WHERE cache_key = %s"
LOCKED = f"{UNLOCKED} FOR UPDATE"


class SharedCache(DatabaseCache):
    """Django's cache in a table, whose counters lose no step and keep their end."""

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """The number under the key, changed by `delta`; ValueError if there is none."""
        made = self.make_and_validate_key(key, version=version)
        alias = router.db_for_write(self.cache_model_class)
        connection = connections[alias]
        with transaction.atomic(using=alias), connection.cursor() as cursor:
            # SQLite has no row to lock: there the transaction itself begins with the lock for writing.
            locks = connection.features.has_select_for_update
            cursor.execute(LOCKED if locks else UNLOCKED, [made])
            # What comes after this look is not locked by it, and so not read.
            number = self.get(key, version=version) if cursor.fetchone() else None
            if number is None:
                raise ValueError(f"nothing is counted under {key!r}")
            counted: int = number + delta
            written = base64.b64encode(pickle.dumps(counted, self.pickle_protocol)).decode("ascii")
            cursor.execute("UPDATE rostrum_cache SET value = %s WHERE cache_key = %s", [written, made])
        return counted
