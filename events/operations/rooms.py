"""Venues and rooms."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from events.access import authorise
from events.models import Conference, Room, User, Venue
from events.operations.office.audit import record_in
from events.operations.office.changes import change_row, label_of, remove_row
from events.rules.edits import RoomEdit, VenueEdit
from events.rules.office.roles import Right


@transaction.atomic
def add_rooms(conference: Conference, rooms: Iterable[RoomEdit], *, by: User | None, now: datetime) -> list[Room]:
    """Add rooms after the existing ones, in the order given, at the conference's first venue."""
    authorise(by, Right.SET_UP, conference)
    last = conference.rooms.aggregate(last=Max("position"))["last"] or 0
    venue = conference.venues.first()
    added = [
        Room.objects.create(conference=conference, venue=venue, position=last + place, **edit.columns())
        for place, edit in enumerate(rooms, start=1)
    ]
    for room in added:
        record_in(conference, "add", room, by=by, now=now, details={"name": label_of(room)})
    return added


@transaction.atomic
def change_room(room: Room, edit: RoomEdit, *, by: User | None, now: datetime) -> None:
    """Change a room; raises what `change_row` raises."""
    authorise(by, Right.SET_UP, room.conference)
    change_row(room, edit, conference=room.conference, by=by, now=now)


@transaction.atomic
def remove_room(room: Room, *, by: User | None, now: datetime) -> None:
    """Remove a room; raises InUse while sessions or doors are in it."""
    authorise(by, Right.SET_UP, room.conference)
    remove_row(room, conference=room.conference, by=by, now=now)


@transaction.atomic
def set_venue(conference: Conference, edit: VenueEdit, *, by: User | None, now: datetime) -> Venue:
    """Change the conference's first venue, or create it. Rooms without a venue move into it."""
    authorise(by, Right.SET_UP, conference)
    venue = conference.venues.first()
    if venue is None:
        venue = Venue.objects.create(conference=conference, **edit.columns())
        record_in(conference, "add", venue, by=by, now=now)
    else:
        change_row(venue, edit, conference=conference, by=by, now=now)
    conference.rooms.filter(venue__isnull=True).update(venue=venue)
    return venue
