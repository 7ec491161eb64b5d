"""Doors and their rules."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from doors.models import Checkpoint
from events.models import Conference, User
from events.operations.office.audit import record_in
from events.operations.office.changes import change_row, label_of, remove_row
from registration.models import Category


@transaction.atomic
def add_checkpoint(
    conference: Conference,
    values: Mapping[str, object],
    *,
    categories: Collection[Category] = (),
    by: User | None,
    now: datetime,
) -> Checkpoint:
    """Adds a door behind the others. No categories means: all of them."""
    last = conference.checkpoints.aggregate(last=Max("position"))["last"] or 0
    checkpoint = Checkpoint.objects.create(conference=conference, position=last + 1, **values)
    checkpoint.categories.set(categories)
    record_in(conference, "add", checkpoint, by=by, now=now, details={"name": label_of(checkpoint)})
    return checkpoint


@transaction.atomic
def change_checkpoint(
    checkpoint: Checkpoint,
    values: Mapping[str, object],
    *,
    categories: Collection[Category],
    by: User | None,
    now: datetime,
) -> None:
    """Changes a door and whom it lets in; scanners hear of it with their next list."""
    change_row(checkpoint, values, conference=checkpoint.conference, by=by, now=now)
    before = set(checkpoint.categories.all())
    if before != set(categories):
        checkpoint.categories.set(categories)
        told: dict[str, object] = {"categories": [_names(before), _names(categories)]}
        record_in(checkpoint.conference, "change", checkpoint, by=by, now=now, details=told)


def _names(categories: Collection[Category]) -> str:
    return ", ".join(sorted(label_of(category) for category in categories))


def remove_checkpoint(checkpoint: Checkpoint, *, by: User | None, now: datetime) -> None:
    """Removes a door; raises InUse once anybody was scanned there, or while a device stands there."""
    remove_row(checkpoint, conference=checkpoint.conference, by=by, now=now, but_for=["devicepairing"])
