from dataclasses import replace

import pytest

from events.access import Denied
from events.models import AuditEntry, Room, Venue
from events.operations.office.changes import InUse
from events.operations.rooms import add_rooms, change_room, remove_room, set_venue
from events.rules.edits import RoomEdit, VenueEdit
from events.rules.office.roles import Role
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_room, a_session


def test_rooms_are_added_after_the_others_at_the_first_venue(cast: Cast) -> None:
    first = Venue.objects.create(conference=cast.conference, position=1)
    Venue.objects.create(conference=cast.conference, position=2)
    a_room(cast.conference, position=4)
    edits = [RoomEdit(name_zh="A201", capacity=160), RoomEdit(name_zh="A202", floor="2F")]
    added = add_rooms(cast.conference, edits, by=None, now=NOW)
    assert [(room.name_zh, room.capacity, room.floor, room.position, room.venue) for room in added] == [
        ("A201", 160, "", 5, first),
        ("A202", None, "2F", 6, first),
    ]
    assert [entry.details for entry in AuditEntry.objects.order_by("pk")] == [{"name": "A201"}, {"name": "A202"}]


def test_the_first_room_can_be_added_without_a_venue(cast: Cast) -> None:
    [room] = add_rooms(cast.conference, [RoomEdit(name_zh="A201")], by=None, now=NOW)
    assert (room.position, room.venue, room.conference) == (1, None, cast.conference)


def test_a_room_is_changed(cast: Cast) -> None:
    room = a_room(cast.conference)
    change_room(room, replace(RoomEdit.of(room), capacity=200), by=None, now=NOW)
    assert Room.objects.get().capacity == 200
    assert AuditEntry.objects.get().details == {"capacity": ["160", "200"]}


def test_a_room_in_use_cannot_be_removed(cast: Cast) -> None:
    room = a_room(cast.conference)
    session = a_session(cast.conference, room=room)
    with pytest.raises(InUse) as refusal:
        remove_room(room, by=None, now=NOW)
    assert refusal.value.by == {"session": 1}
    session.delete()
    remove_room(room, by=None, now=NOW)
    assert not cast.conference.rooms.exists()


def test_the_venue_is_made_once_and_takes_rooms_that_have_none(cast: Cast) -> None:
    room = a_room(cast.conference)
    neighbours = a_room(cast.neighbours_conference)
    venue = set_venue(cast.conference, VenueEdit(name_zh="会展中心"), by=None, now=NOW)
    again = set_venue(cast.conference, VenueEdit(name_zh="会议中心", address_en="1 Lake Road"), by=None, now=NOW)
    stored = Venue.objects.get()
    assert (venue, again, stored.name_zh, stored.address_en) == (stored, stored, "会议中心", "1 Lake Road")
    room.refresh_from_db()
    neighbours.refresh_from_db()
    assert (room.venue, neighbours.venue) == (venue, None)
    assert [entry.deed for entry in AuditEntry.objects.order_by("pk")] == ["add", "change"]


def test_a_room_of_another_venue_is_not_moved(cast: Cast) -> None:
    Venue.objects.create(conference=cast.conference, position=1)
    other = Venue.objects.create(conference=cast.conference, position=2)
    room = a_room(cast.conference, venue=other)
    set_venue(cast.conference, VenueEdit(name_zh="会展中心"), by=None, now=NOW)
    room.refresh_from_db()
    assert (room.venue, Venue.objects.order_by("position")[0].name_zh) == (other, "会展中心")


def test_only_the_centre_sets_up_rooms(cast: Cast) -> None:
    room, editor = a_room(cast.conference), cast.members[Role.PROGRAMME_EDITOR]
    for refused in (
        lambda: add_rooms(cast.conference, [], by=editor, now=NOW),
        lambda: change_room(room, RoomEdit.of(room), by=editor, now=NOW),
        lambda: remove_room(room, by=editor, now=NOW),
        lambda: set_venue(cast.conference, VenueEdit(), by=editor, now=NOW),
    ):
        with pytest.raises(Denied):
            refused()
    remove_room(room, by=cast.members[Role.ORGANISER], now=NOW)
