"""What a person may write about a checkpoint, whether it comes from a form, a file or the API."""

from dataclasses import dataclass
from datetime import datetime

from doors.rules.admission import CheckpointKind, DoorDirection
from events.rules.edits import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointEdit(Edit):
    """A checkpoint's columns under their own names; both instants are aware. Related rows are named by their keys.

    The categories that a checkpoint admits are rows of their own, and not part of it.
    """

    name_zh: str = ""
    name_en: str = ""
    room_id: int | None = None
    session_id: int | None = None
    kind: CheckpointKind = CheckpointKind.ORDINARY
    direction: DoorDirection = DoorDirection.IN
    re_entry: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    capacity: int | None = None
    is_active: bool = True
