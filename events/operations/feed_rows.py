"""Rows made to say what a feed says: those that are there are changed, the rest is made, all in bulk."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db import transaction
from django.db.models import Model, ProtectedError, QuerySet

Row = TypeVar("Row", bound=Model)
Values = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Alignment(Generic[Row]):
    """All rows by the feed's keys; which of them are new, and what the others said before."""

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
    """Makes rows for the keys that have none, and changes the values of the others where they differ.

    Every entry of `wanted` has the same names. Two statements, whatever the number; no `save` is called.
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
    """Deletes the rows; where something else holds on to one, all stay, with the values `otherwise`."""
    try:
        with transaction.atomic():
            rows.delete()
    except ProtectedError:
        if otherwise:
            rows.update(**otherwise)
