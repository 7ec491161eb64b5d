"""People inside at a session."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doors.queries import presence
from doors.queries.inside import counting_checkpoints, is_its_day, people_at
from events.models import Room, Session
from tests.builders.doors import Doors, a_checkpoint, a_delegate, a_scan
from tests.builders.people import NOW
from tests.builders.programmes import a_session


@pytest.fixture
def hall(doors: Doors) -> Room:
    return Room.objects.create(conference=doors.conference, name_en="A101", capacity=40)


@pytest.fixture
def session(doors: Doors, hall: Room) -> Session:
    return a_session(doors.conference, hall)


def test_its_day_begins_when_the_event_day_does(session: Session) -> None:
    morning = NOW.replace(hour=21, minute=0) - timedelta(days=1)  # 05:00 in Shanghai
    days = [is_its_day(session, now=morning + timedelta(minutes=late)) for late in (-1, 0, 24 * 60 - 1, 24 * 60)]
    assert days == [False, True, True, False]


def test_the_doors_of_its_room_count_together(doors: Doors, session: Session, hall: Room) -> None:
    front, back = (a_checkpoint(doors.conference, name, room=hall) for name in ("Front", "Back"))
    a_scan(front, doors.delegate)
    a_scan(back, a_delegate(doors.conference, doors.category))
    a_scan(doors.entrance, a_delegate(doors.conference, doors.category))
    assert people_at(session, now=NOW) == 2


def test_its_own_checkpoint_comes_before_that_of_the_room(doors: Doors, session: Session, hall: Room) -> None:
    a_checkpoint(doors.conference, "Room", room=hall)
    own = a_checkpoint(doors.conference, "Own", session=session)
    a_scan(own, doors.delegate)
    assert [each.name_en for each in counting_checkpoints(session)] == ["Own", "Room"]
    assert people_at(session, now=NOW) == 1


def test_without_a_checkpoint_nobody_is_counted(doors: Doors, session: Session, hall: Room) -> None:
    a_checkpoint(doors.conference, "Closed for good", room=hall, is_active=False)
    a_checkpoint(doors.conference, "Of another session", room=hall, session=doors.meeting)
    roomless = a_session(doors.conference, None)
    assert (people_at(session, now=NOW), people_at(roomless, now=NOW)) == (None, None)


def test_yesterdays_people_are_not_inside(doors: Doors, session: Session, hall: Room) -> None:
    a_scan(a_checkpoint(doors.conference, "Room", room=hall), doors.delegate, minute=-60 * 24)
    assert people_at(session, now=NOW) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_counting_takes_as_many_queries_for_any_number_of_doors(
    doors: Doors, session: Session, hall: Room, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(presence, "open_transactions", frozenset)  # asked while others have one open
    for number in range(count):
        a_scan(
            a_checkpoint(doors.conference, f"Door {number}", room=hall), a_delegate(doors.conference, doors.category)
        )
    with CaptureQueriesContext(connection) as first:
        assert people_at(session, now=NOW) == count
    with CaptureQueriesContext(connection) as again:
        assert people_at(session, now=NOW) == count
    assert (len(first), len(again)) == (4, 3)
