"""Changing and removing a single row, of any model."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import ForeignKey, Model
from django.utils import translation

from events.extensions import removed_with
from events.models import Conference, User
from events.operations.office.audit import record_in
from events.rules.edits import Edit
from toolkit.text import CHINESE

LONGEST_TOLD = 200


class InUse(Exception):
    """The row cannot be removed. `by` counts the rows that refer to it, by model name."""

    def __init__(self, by: dict[str, int]) -> None:
        super().__init__(by)
        self.by = by


M = TypeVar("M", bound=Model)


class Vanished(Exception):
    """The row was removed after it had been read."""


class Overtaken(Exception):
    """Somebody else has changed the row since it was read."""


@transaction.atomic
def change_row(
    row: Model, edit: Edit, *, conference: Conference, by: User | None, now: datetime
) -> dict[str, list[str]]:
    """Save the columns in which `edit` differs from `row`, and add an audit entry.

    `row` is as it was read. The row is locked and read again: raises Overtaken if somebody has meanwhile changed one of
    the columns to something else, and Vanished if the row is gone. Columns that `edit` does not change keep what is
    stored. Returns {field: [before, after]}; if that is empty, nothing was written.
    """
    locked = lock_row(row)
    wanted, there = edit.changes(row), edit.changes(locked)
    changed = [name for name in wanted if name in there]
    told: dict[str, list[str]] = {}
    for name in changed:
        before = getattr(locked, name)
        if before != getattr(row, name):
            raise Overtaken(name)
        field = row._meta.get_field(name)
        refers_to = field.remote_field.model if isinstance(field, ForeignKey) else None
        told[field.name] = [_told(before, refers_to), _told(getattr(edit, name), refers_to)]
    if changed:
        fill(locked, edit, columns=changed)
        locked.save(update_fields=changed)
        record_in(conference, "change", locked, by=by, now=now, details=told)
    return told


def fill(row: Model, edit: Edit, *, columns: Iterable[str]) -> None:
    """Set these columns of `row` to the values of `edit`. Saves nothing."""
    set_columns(row, ((name, getattr(edit, name)) for name in columns))


def set_columns(row: Model, values: Iterable[tuple[str, object]]) -> None:
    """Set columns of `row` by name. Saves nothing."""
    for name, value in values:
        setattr(row, name, value)


def label_of(row: Model) -> str:
    """Return the row's name for the audit log, always in Chinese, so that it does not depend on the user's language."""
    with translation.override(CHINESE):
        return str(row)[:LONGEST_TOLD]


def _told(value: object, refers_to: type[Model] | None) -> str:
    """Return a value for the audit log; the key of a row of another model is told by that row's name."""
    if value is not None and refers_to is not None:
        row = refers_to._default_manager.filter(pk=value).first()
        return label_of(row) if row else ""
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)[:LONGEST_TOLD]
    return "" if value is None else str(value)[:LONGEST_TOLD]


@transaction.atomic
def remove_row(
    row: Model, *, conference: Conference, by: User | None, now: datetime, but_for: Iterable[str] = ()
) -> None:
    """Delete a row and add an audit entry; raises InUse while rows refer to it that are not deleted with it.

    Those deleted with it are of the models named in `but_for` and in `extensions.removed_with`. Raises Vanished if the
    row is gone already.
    """
    locked = lock_row(row)
    aside = {*but_for, *(model._meta.model_name for model in removed_with.get(type(row), ()))}
    used = {name: count for name, count in uses_of(locked) if count and name not in aside}
    if used:
        raise InUse(used)
    record_in(conference, "remove", locked, by=by, now=now, details={"name": label_of(locked)})
    locked.delete()


def lock_row(row: M) -> M:
    """Return the row as it is now, locked until the transaction ends; raises Vanished if it is gone."""
    locked = type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if locked is None:
        raise Vanished
    return locked


def uses_of(row: Model) -> Iterable[tuple[str, int]]:
    """Yield how many rows of each other model refer to this one, by model name; one query each."""
    for relation in row._meta.related_objects:
        count = relation.related_model._default_manager.filter(**{relation.field.name: row}).count()
        yield relation.related_model._meta.model_name or "", count
