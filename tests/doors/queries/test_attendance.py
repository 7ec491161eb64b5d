"""Counts of people present, which do not count anybody twice."""

from datetime import datetime, timedelta

import pytest

from doors.models import Checkpoint
from doors.queries.attendance import people_inside
from events.models import Room
from tests.builders.doors import Doors, a_checkpoint, a_delegate, a_scan
from tests.builders.people import NOW

BEGIN = NOW - timedelta(hours=4)


@pytest.fixture
def room_a(doors: Doors) -> Checkpoint:
    room = Room.objects.create(conference=doors.conference, name_en="A101")
    return a_checkpoint(doors.conference, "A101", room=room, direction="both")


@pytest.fixture
def room_b(doors: Doors) -> Checkpoint:
    room = Room.objects.create(conference=doors.conference, name_en="B202")
    return a_checkpoint(doors.conference, "B202", room=room)


def inside(doors: Doors, *, since: datetime = BEGIN) -> dict[str, int]:
    """Return the number of people inside by the checkpoint's English name, without checkpoints where it is 0."""
    counts = people_inside(doors.conference.pk, since=since)
    return {each.name_en: counts[each.pk] for each in doors.conference.checkpoints.all() if counts[each.pk]}


def test_nobody_is_inside_before_the_first_scan(doors: Doors) -> None:
    assert inside(doors) == {}


def test_a_person_scanned_twice_is_one_person(doors: Doors) -> None:
    a_scan(doors.entrance, doors.delegate)
    a_scan(doors.entrance, doors.delegate, minute=5)

    assert inside(doors) == {"Main entrance": 1}


def test_people_refused_unknown_in_practice_or_in_quarantine_are_not_inside(doors: Doors) -> None:
    a_scan(doors.entrance, doors.delegate, verdict="refuse")
    a_scan(doors.entrance, None)
    a_scan(doors.entrance, doors.delegate, is_practice=True)
    a_scan(doors.entrance, doors.delegate, is_quarantined=True)

    assert inside(doors) == {}


def test_entering_a_room_leaves_the_other_but_not_the_house(
    doors: Doors, room_a: Checkpoint, room_b: Checkpoint
) -> None:
    a_scan(doors.entrance, doors.delegate)
    a_scan(room_a, doors.delegate, minute=1)
    a_scan(room_b, doors.delegate, minute=2)

    assert inside(doors) == {"Main entrance": 1, "B202": 1}


def test_a_person_who_leaves_is_not_inside(doors: Doors, room_a: Checkpoint) -> None:
    a_scan(room_a, doors.delegate)
    a_scan(room_a, doors.delegate, minute=1, direction="out")

    assert inside(doors) == {}


def test_two_doors_of_one_room_count_its_people_together(doors: Doors, room_a: Checkpoint) -> None:
    back = a_checkpoint(doors.conference, "A101 back", room=room_a.room)
    a_scan(room_a, doors.delegate)
    a_scan(back, a_delegate(doors.conference, doors.category))

    assert inside(doors) == {"A101": 2, "A101 back": 2}


def test_yesterdays_people_are_not_inside(doors: Doors) -> None:
    a_scan(doors.entrance, doors.delegate, minute=-60 * 24)

    assert inside(doors) == {}
