"""Venues and rooms."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from events.models import Conference, Room, User, Venue
from events.operations.office.audit import record_in
from events.operations.office.changes import change_row, label_of, remove_row


@transaction.atomic
def add_rooms(
    conference: Conference, rooms: Iterable[Mapping[str, object]], *, by: User | None, now: datetime
) -> list[Room]:
    """Adds rooms behind those that are there, in the order given, at the conference's first venue."""
    last = conference.rooms.aggregate(last=Max("position"))["last"] or 0
    venue = conference.venues.first()
    added = [
        Room.objects.create(conference=conference, venue=venue, position=last + place, **values)
        for place, values in enumerate(rooms, start=1)
    ]
    for room in added:
        record_in(conference, "add", room, by=by, now=now, details={"name": label_of(room)})
    return added


def change_room(room: Room, values: Mapping[str, object], *, by: User | None, now: datetime) -> None:
    """Changes a room."""
    change_row(room, values, conference=room.conference, by=by, now=now)


def remove_room(room: Room, *, by: User | None, now: datetime) -> None:
    """Removes a room; raises InUse while sessions or doors are in it."""
    remove_row(room, conference=room.conference, by=by, now=now)


@transaction.atomic
def set_venue(conference: Conference, values: Mapping[str, object], *, by: User | None, now: datetime) -> Venue:
    """Names the conference's first venue, making it if there is none; rooms without a venue are in it."""
    venue = conference.venues.first()
    if venue is None:
        venue = Venue.objects.create(conference=conference, **values)
        record_in(conference, "add", venue, by=by, now=now)
    else:
        change_row(venue, values, conference=conference, by=by, now=now)
    conference.rooms.filter(venue__isnull=True).update(venue=venue)
    return venue
