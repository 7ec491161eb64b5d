"""Checkpoints and their rules of admission."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from doors.models import Checkpoint
from doors.rules.edits import CheckpointEdit
from events.access import authorise
from events.models import Conference, User
from events.operations.office.audit import record_in
from events.operations.office.changes import change_row, label_of, remove_row
from events.rules.office.roles import Right
from registration.models import Category


@transaction.atomic
def add_checkpoint(
    conference: Conference,
    edit: CheckpointEdit,
    *,
    categories: Collection[Category] = (),
    by: User | None,
    now: datetime,
) -> Checkpoint:
    """Add a checkpoint behind the others; without categories it admits all. Writes an audit entry.

    Raises ObjectDoesNotExist for a room, a session or a category of another conference.
    """
    authorise(by, Right.SET_UP, conference)
    _refuse_foreign(conference, edit, categories)
    last = conference.checkpoints.aggregate(last=Max("position"))["last"] or 0
    checkpoint = Checkpoint.objects.create(conference=conference, position=last + 1, **edit.columns())
    checkpoint.categories.set(categories)
    record_in(conference, "add", checkpoint, by=by, now=now, details={"name": label_of(checkpoint)})
    return checkpoint


@transaction.atomic
def change_checkpoint(
    checkpoint: Checkpoint,
    edit: CheckpointEdit,
    *,
    categories: Collection[Category],
    by: User | None,
    now: datetime,
) -> None:
    """Change a checkpoint and the categories that it admits; its devices get the change with their next list.

    Writes an audit entry. Raises what `change_row` raises, and ObjectDoesNotExist as `add_checkpoint` does.
    """
    authorise(by, Right.SET_UP, checkpoint.conference)
    _refuse_foreign(checkpoint.conference, edit, categories)
    change_row(checkpoint, edit, conference=checkpoint.conference, by=by, now=now)
    before = set(checkpoint.categories.all())
    if before != set(categories):
        checkpoint.categories.set(categories)
        told = {"categories": [_names(before), _names(categories)]}
        record_in(checkpoint.conference, "change", checkpoint, by=by, now=now, details=told)


def _refuse_foreign(conference: Conference, edit: CheckpointEdit, categories: Collection[Category]) -> None:
    """Raise ObjectDoesNotExist for anything that the edit names and that belongs to another conference."""
    if edit.room_id is not None:
        conference.rooms.get(pk=edit.room_id)
    if edit.session_id is not None:
        conference.sessions.get(pk=edit.session_id)
    if any(category.conference_id != conference.pk for category in categories):
        raise Category.DoesNotExist


def _names(categories: Collection[Category]) -> str:
    return ", ".join(sorted(label_of(category) for category in categories))


@transaction.atomic
def remove_checkpoint(checkpoint: Checkpoint, *, by: User | None, now: datetime) -> None:
    """Remove a checkpoint; raises InUse once anybody was scanned there, or while a device is bound to it."""
    authorise(by, Right.SET_UP, checkpoint.conference)
    remove_row(checkpoint, conference=checkpoint.conference, by=by, now=now, but_for=["devicepairing"])
