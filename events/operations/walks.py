"""Setting the walking times of a conference."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from events.access import authorise
from events.models import Conference, Room, User, Walk
from events.operations.office.audit import record_in
from events.operations.office.changes import change_row, lock_row
from events.rules.office.roles import Right
from events.rules.walks import WalkBetween, WalkingEdit


@transaction.atomic
def set_walking(
    conference: Conference, edit: WalkingEdit, walks: Collection[WalkBetween], *, by: User | None, now: datetime
) -> None:
    """Set the general minutes and all exceptions from them.

    Raises what `change_row` raises, and Room.DoesNotExist for a room of another conference.
    """
    authorise(by, Right.SET_UP, conference)
    lock_row(conference)  # so that of two lists of exceptions one is stored, not a mixture
    change_row(conference, edit, conference=conference, by=by, now=now)
    wanted = set(walks)
    there = {WalkBetween(row.first_id, row.second_id, row.minutes): row for row in conference.walks.all()}
    if wanted == there.keys():
        return
    known = set(conference.rooms.values_list("pk", flat=True))
    if any(not {walk.first, walk.second} <= known for walk in wanted):
        raise Room.DoesNotExist
    Walk.objects.filter(pk__in=[row.pk for walk, row in there.items() if walk not in wanted]).delete()
    Walk.objects.bulk_create(
        Walk(conference=conference, first_id=walk.first, second_id=walk.second, minutes=walk.minutes)
        for walk in sorted(wanted - there.keys())
    )
    record_in(conference, "change", conference, by=by, now=now, details={"walks": [str(len(there)), str(len(wanted))]})
