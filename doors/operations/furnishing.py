"""The checkpoints of a new conference: copies of the source's, or one main entrance."""

from dataclasses import replace

from doors.models import Checkpoint
from doors.rules.admission import CheckpointKind
from doors.rules.edits import CheckpointEdit
from events.extensions import NewConference
from events.models import Conference, Room


def furnish(new: NewConference) -> None:
    """Add a main entrance, or copy the source's checkpoints with their hours moved.

    Runs after categories and rooms were copied, which the copies refer to.
    """
    if new.source is None:
        Checkpoint.objects.create(conference=new.conference, name_zh="主入口", name_en="Main entrance", position=1)
    else:
        _copy_doors(new, new.source)


def _copy_doors(new: NewConference, source: Conference) -> None:
    categories = {category.code: category for category in new.conference.categories.all()}
    # Sessions are not copied, and neither are their checkpoints.
    doors = source.checkpoints.exclude(kind=CheckpointKind.CLOSED).filter(session__isnull=True)
    for door in doors.prefetch_related("categories"):
        edit = replace(
            CheckpointEdit.of(door),
            room_id=_key(new.rooms.get(door.room_id or 0)),
            opens_at=door.opens_at and door.opens_at + new.shift,
            closes_at=door.closes_at and door.closes_at + new.shift,
        )
        copy = Checkpoint.objects.create(conference=new.conference, position=door.position, **edit.columns())
        copy.categories.set(categories[category.code] for category in door.categories.all())


def _key(room: Room | None) -> int | None:
    return room.pk if room else None
