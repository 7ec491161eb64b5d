from datetime import date, timedelta

from doors.operations.checkpoints import add_checkpoint
from doors.rules.edits import CheckpointEdit
from events.extensions import NewConference
from events.operations.conferences import copy_conference, make_conference
from events.rules.edits import ConferenceEdit
from registration.operations.furnishing import furnish
from tests.builders.doors import a_category, a_closed_door, a_closed_meeting
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_room
from tests.builders.signups import a_limited_category

EDIT = ConferenceEdit(title_en="Bio 28", starts_on=date(2028, 4, 14), ends_on=date(2028, 4, 16))


def test_a_new_conference_gets_an_entrance_and_two_categories(cast: Cast) -> None:
    made = make_conference(cast.organisation, "bio28", EDIT, by=None, now=NOW)
    assert [str(door.name.en) for door in made.checkpoints.all()] == ["Main entrance"]
    assert [(row.name.en, row.is_public) for row in made.categories.all()] == [
        ("Delegate", True),
        ("Invited guest", False),
    ]


def test_a_copy_has_free_places_moved_times_and_no_closed_doors(cast: Cast) -> None:
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


def test_the_suggested_categories_are_in_order_with_their_own_letters(cast: Cast) -> None:
    furnish(NewConference(conference=cast.conference, source=None, shift=timedelta(0)))
    rows = cast.conference.categories.values_list("position", "name_zh", "letter", "band_colour", "is_public")
    assert list(rows) == [(1, "正式代表", "D", "#0E4B4D", True), (2, "特邀嘉宾", "V", "#A02D1A", False)]
    assert not cast.conference.quotas.exists()


def test_a_copied_category_differs_only_in_its_days(cast: Cast) -> None:
    source, target = cast.conference, cast.neighbours_conference
    a_category(
        source, "press", name_en="Press", rights_zh="午餐", description_en="By card", price="80", currency="EUR",
        needs_approval=True, is_public=False, letter="P", band_colour="#000000", position=7, on_sale_from=NOW,
    )  # fmt: skip
    furnish(NewConference(conference=target, source=source, shift=timedelta(days=3)))
    names = (
        *("code", "name_zh", "name_en", "rights_zh", "description_en", "price", "currency", "needs_approval"),
        *("is_public", "letter", "band_colour", "position", "quota"),
    )
    assert list(target.categories.values(*names)) == list(source.categories.values(*names))
    copied = target.categories.get()
    assert (copied.on_sale_from, copied.on_sale_until) == (NOW + timedelta(days=3), None)


def test_categories_that_share_a_quota_share_its_copy(cast: Cast) -> None:
    first = a_limited_category(cast.conference, 5)
    a_category(cast.conference, "press", quota=first.quota)
    furnish(NewConference(conference=cast.neighbours_conference, source=cast.conference, shift=timedelta(0)))
    quota = cast.neighbours_conference.quotas.get()
    assert quota.categories.count() == 2
    assert (quota.name_zh, quota.name_en, quota.size, quota.used) == ("名额", "Places", 5, 0)
