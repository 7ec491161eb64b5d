"""Creating and updating rows in bulk so that they equal a feed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db import transaction
from django.db.models import Model, ProtectedError, QuerySet

from events.operations.office.changes import fill
from events.rules.edits import Edit

Row = TypeVar("Row", bound=Model)
Said = TypeVar("Said", bound=Edit)


@dataclass(frozen=True, kw_only=True)
class Alignment(Generic[Row, Said]):
    """All rows by feed key, the keys of new rows, and the former values of those that were changed."""

    rows: dict[str, Row] = field(default_factory=dict)
    added: frozenset[str] = frozenset()
    before: dict[str, Said] = field(default_factory=dict)


def align(
    model: type[Row],
    wanted: Mapping[str, Said],
    *,
    existing: Mapping[str, Row],
    make: Callable[[str], Row],
) -> Alignment[Row, Said]:
    """Create rows for keys that have none, and update the others where their values differ.

    `make` returns a new row with what the feed does not say. All entries of `wanted` are of one class. Takes two
    statements for any number of rows and calls no `save`.
    """
    new: dict[str, Row] = {}
    before: dict[str, Said] = {}
    columns: tuple[str, ...] = ()
    for key, said in wanted.items():
        row, columns = existing.get(key), said.names()
        if row is None:
            row = new[key] = make(key)
        elif said.changes(row):
            before[key] = said.of(row)
        else:
            continue
        fill(row, said, columns=columns)
    model._default_manager.bulk_create(new.values())
    if before:
        model._default_manager.bulk_update([existing[key] for key in before], columns, batch_size=200)
    rows = {key: new[key] if key in new else existing[key] for key in wanted}
    return Alignment(rows=rows, added=frozenset(new), before=before)


def remove(rows: QuerySet[Row]) -> bool:
    """Delete the rows; return whether that was possible. If one of them is protected, none is deleted."""
    try:
        with transaction.atomic():
            rows.delete()
    except ProtectedError:
        return False
    return True
