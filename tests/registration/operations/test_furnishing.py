from datetime import date, timedelta

from doors.operations.checkpoints import add_checkpoint
from doors.rules.edits import CheckpointEdit
from events.operations.conferences import copy_conference, make_conference
from events.rules.edits import ConferenceEdit
from tests.builders.doors import a_category, a_closed_door, a_closed_meeting
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_room
from tests.builders.signups import a_limited_category

EDIT = ConferenceEdit(title_en="Bio 28", starts_on=date(2028, 4, 14), ends_on=date(2028, 4, 16))


def test_a_conference_from_nothing_is_given_an_entrance_and_two_categories(cast: Cast) -> None:
    made = make_conference(cast.organisation, "bio28", EDIT, by=None, now=NOW)
    assert [str(door.name.en) for door in made.checkpoints.all()] == ["Main entrance"]
    assert [(row.name.en, row.is_public) for row in made.categories.all()] == [
        ("Delegate", True),
        ("Invited guest", False),
    ]


def test_a_copy_has_free_places_moved_hours_and_no_closed_doors(cast: Cast) -> None:
    source = cast.conference
    category = a_limited_category(source, 5, on_sale_until=NOW)
    assert category.quota is not None
    category.quota.used = 4
    category.quota.save(update_fields=["used"])
    a_category(source, "press", name_en="Press")
    room = a_room(source)
    edit = CheckpointEdit(name_en="A201", room_id=room.pk, opens_at=NOW, re_entry=True)
    add_checkpoint(source, edit, categories=[category], by=None, now=NOW)
    a_closed_door(a_closed_meeting(source))
    copy = copy_conference(source, "bio28", EDIT, by=None, now=NOW)
    shift = timedelta(days=(date(2028, 4, 14) - source.starts_on).days)
    copied = copy.categories.get(code="delegate")
    assert copied.quota is not None
    assert (copied.quota.size, copied.quota.used, copied.on_sale_until) == (5, 0, NOW + shift)
    [door] = copy.checkpoints.all()
    assert door.room is not None
    assert (door.name_en, door.room.conference, door.opens_at, door.re_entry) == ("A201", copy, NOW + shift, True)
    assert [row.pk for row in door.categories.all()] == [copied.pk]
