"""The checkpoints that a new conference starts with."""

from datetime import timedelta

import pytest

from doors.models import Checkpoint
from doors.operations.furnishing import furnish
from doors.rules.admission import CheckpointKind, DoorDirection
from events.extensions import NewConference
from events.models import Conference, Room
from tests.builders.doors import Doors, a_category, a_checkpoint
from tests.builders.people import NOW, a_conference

SHIFT = timedelta(days=364)


@pytest.fixture
def made(doors: Doors) -> Conference:
    """Create a conference without checkpoints, whose category has the same code as the source's."""
    made = a_conference(doors.conference.organisation, "doors28")
    a_category(made)
    return made


def test_a_new_conference_gets_a_main_entrance(made: Conference) -> None:
    furnish(NewConference(conference=made))

    [entrance] = made.checkpoints.all()
    assert (entrance.name.zh, entrance.name.en, entrance.kind, entrance.position) == (
        "主入口",
        "Main entrance",
        CheckpointKind.ORDINARY,
        1,
    )
    assert not entrance.categories.exists()


def copy_of(source: Checkpoint, made: Conference, *, rooms: dict[int, Room] | None = None) -> Checkpoint:
    new = NewConference(conference=made, source=source.conference, rooms=rooms or {}, shift=SHIFT)
    furnish(new)
    return made.checkpoints.get(name_en=source.name_en)


def test_a_copy_has_the_rule_of_its_source_with_hours_moved(doors: Doors, made: Conference) -> None:
    source = a_checkpoint(
        doors.conference,
        "Hall",
        name_zh="大厅",
        direction=DoorDirection.BOTH,
        re_entry=True,
        capacity=300,
        opens_at=NOW,
        closes_at=NOW + timedelta(hours=8),
        position=4,
        is_active=False,
    )

    copy = copy_of(source, made)

    assert (copy.name_zh, copy.direction, copy.re_entry, copy.capacity) == ("大厅", DoorDirection.BOTH, True, 300)
    assert (copy.opens_at, copy.closes_at) == (NOW + SHIFT, NOW + SHIFT + timedelta(hours=8))
    assert (copy.position, copy.is_active) == (4, False)
    assert copy.code != source.code


def test_a_copy_without_hours_has_none(doors: Doors, made: Conference) -> None:
    copy = copy_of(doors.entrance, made)

    assert (copy.opens_at, copy.closes_at) == (None, None)


def test_a_copy_admits_the_new_categories_of_the_same_code(doors: Doors, made: Conference) -> None:
    doors.entrance.categories.add(doors.category)

    assert list(copy_of(doors.entrance, made).categories.all()) == [made.categories.get(code="delegate")]


@pytest.mark.parametrize("is_copied", [True, False])
def test_a_copied_checkpoint_refers_to_the_copied_room(doors: Doors, made: Conference, *, is_copied: bool) -> None:
    hall = a_checkpoint(doors.conference, "Hall", room=doors.meeting.room)
    assert doors.meeting.room is not None
    room = Room.objects.create(conference=made, name_en="B302")

    copy = copy_of(hall, made, rooms={doors.meeting.room.pk: room} if is_copied else {})

    assert copy.room == (room if is_copied else None)


def test_checkpoints_of_sessions_are_not_copied(doors: Doors, made: Conference) -> None:
    a_checkpoint(doors.conference, "Open to its list", session=doors.meeting)

    furnish(NewConference(conference=made, source=doors.conference, shift=SHIFT))

    assert [each.name_en for each in made.checkpoints.all()] == ["Main entrance"]
