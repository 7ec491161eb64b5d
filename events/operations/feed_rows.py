"""Creating and updating rows in bulk so that they equal a feed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db import transaction
from django.db.models import Model, ProtectedError, QuerySet

Row = TypeVar("Row", bound=Model)
Values = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Alignment(Generic[Row]):
    """All rows by feed key, the keys of new rows, and the former values of those that were changed."""

    rows: dict[str, Row] = field(default_factory=dict)
    added: frozenset[str] = frozenset()
    before: dict[str, Values] = field(default_factory=dict)


def align(
    model: type[Row],
    wanted: Mapping[str, Values],
    *,
    existing: Mapping[str, Row],
    make: Callable[[str, Values], Row],
) -> Alignment[Row]:
    """Create rows for keys that have none, and update the others where their values differ.

    All entries of `wanted` have the same columns. Takes two statements for any number of rows and calls no `save`.
    """
    new: dict[str, Row] = {}
    before: dict[str, Values] = {}
    for key, values in wanted.items():
        row = existing.get(key)
        if row is None:
            new[key] = make(key, values)
            continue
        said = {name: getattr(row, name) for name in values}
        if said != values:
            before[key] = said
            for name, value in values.items():
                setattr(row, name, value)
    model._default_manager.bulk_create(new.values())
    if before:
        names = list(next(iter(wanted.values())))
        model._default_manager.bulk_update([existing[key] for key in before], names, batch_size=200)
    rows = {key: new[key] if key in new else existing[key] for key in wanted}
    return Alignment(rows=rows, added=frozenset(new), before=before)


def remove(rows: QuerySet[Row], *, otherwise: Values | None = None) -> None:
    """Delete the rows. If one of them is protected, delete none and set the values of `otherwise` on all."""
    try:
        with transaction.atomic():
            rows.delete()
    except ProtectedError:
        if otherwise:
            rows.update(**otherwise)
