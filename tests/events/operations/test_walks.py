import pytest

from events.models import AuditEntry, Conference, Room, Walk
from events.operations.walks import set_walking
from events.rules.walks import WalkBetween, WalkingEdit
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_room

pytestmark = pytest.mark.django_db


def test_minutes_and_exceptions_are_stored_and_replaced(cast: Cast) -> None:
    rooms = [a_room(cast.conference, name) for name in ("A", "B", "C")]
    near, far = WalkBetween.of(rooms[1].pk, rooms[0].pk, 1), WalkBetween.of(rooms[0].pk, rooms[2].pk, 9)
    set_walking(cast.conference, WalkingEdit(walk_other_floor=5), [near, far], by=None, now=NOW)
    kept = Walk.objects.get(minutes=1)
    set_walking(Conference.objects.get(pk=cast.conference.pk), WalkingEdit(), [near], by=None, now=NOW)
    assert list(Walk.objects.values_list("pk", "first", "second", "minutes")) == [
        (kept.pk, rooms[0].pk, rooms[1].pk, 1)
    ]
    assert Conference.objects.get(pk=cast.conference.pk).walk_other_floor == 0
    told = [entry.details for entry in AuditEntry.objects.order_by("pk")]
    assert told == [
        {"walk_other_floor": ["0", "5"]},
        {"walks": ["0", "2"]},
        {"walk_other_floor": ["5", "0"]},
        {"walks": ["2", "1"]},
    ]


def test_the_same_once_more_changes_nothing(cast: Cast) -> None:
    walk = WalkBetween.of(a_room(cast.conference, "A").pk, a_room(cast.conference, "B").pk, 3)
    for _ in range(2):
        set_walking(cast.conference, WalkingEdit(), [walk], by=None, now=NOW)
    assert (Walk.objects.count(), AuditEntry.objects.count()) == (1, 1)


def test_a_room_of_another_conference_is_refused(cast: Cast) -> None:
    walk = WalkBetween.of(a_room(cast.conference).pk, a_room(cast.neighbours_conference).pk, 3)
    with pytest.raises(Room.DoesNotExist):
        set_walking(cast.conference, WalkingEdit(), [walk], by=None, now=NOW)
    assert not Walk.objects.exists()
