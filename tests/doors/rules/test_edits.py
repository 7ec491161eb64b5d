"""The edit of a checkpoint has every editable column."""

from dataclasses import fields

from doors.models import Checkpoint
from doors.rules.admission import CheckpointKind, DoorDirection
from doors.rules.edits import CheckpointEdit

NOT_EDITED = {"id", "conference_id", "code", "position"}
"""Given once, when a checkpoint is added."""


def test_every_other_column_of_a_checkpoint_is_edited() -> None:
    columns = {field.attname for field in Checkpoint._meta.concrete_fields}

    assert {field.name for field in fields(CheckpointEdit)} == columns - NOT_EDITED


def test_an_edit_without_values_has_the_models_defaults() -> None:
    assert CheckpointEdit.of(Checkpoint()) == CheckpointEdit()
    assert (CheckpointEdit().kind, CheckpointEdit().direction) == (CheckpointKind.ORDINARY, DoorDirection.IN)
