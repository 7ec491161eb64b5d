"""Reading long tables in batches."""

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def in_batches(rows: QuerySet[M], size: int) -> Iterator[M]:
    """Yield the rows in their order, reading `size` of them at once; rows that are removed meanwhile are left out.

    Unlike QuerySet.iterator it keeps no cursor open between two batches: while one is open, SQLite refuses to write as
    soon as another process has written. Reads the keys first: one query, and one for each batch.
    """
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), size):
        batch = keys[start : start + size]
        found = rows.in_bulk(batch)
        yield from (found[key] for key in batch if key in found)
