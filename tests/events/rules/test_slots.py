from datetime import timedelta

from events.rules.site import Site
from events.rules.slots import room_bookings
from tests.builders.bookings import a_room_of, at, session_slot, talk_slot

SITE = Site(rooms={"B301": a_room_of("B301", 100)})


def test_a_session_books_its_room_and_its_talks_a_part_of_it() -> None:
    talks = (talk_slot("t", 0, 20, needs=("voting", "projector")), talk_slot("u", 10, 40))
    session = session_slot("s", 0, 60, *talks, room="B301", forum=7, expected=90, needs=("projector",))
    whole, first, second = room_bookings([session], SITE)
    assert (whole.key, whole.place, whole.forum, whole.expected, whole.needs) == (
        "B301", ("s", ""), 7, 90, ("projector",),
    )  # fmt: skip
    assert first.key == second.key != whole.key
    assert (first.place, first.needs, first.what.en) == (("s", "t"), ("voting",), "t")


def test_talks_that_follow_each_other_need_no_bookings_unless_they_need_equipment() -> None:
    talks = (talk_slot("t", 0, 20), talk_slot("u", 20, 40, needs=("voting",)), talk_slot("v", 45, 60))
    taken = room_bookings([session_slot("s", 0, 60, *talks, room="B301")], SITE)
    assert [each.talk for each in taken] == ["", "u"]


def test_a_session_without_a_room_books_none() -> None:
    assert list(room_bookings([session_slot("s", 0, 60), session_slot("t", 0, 60, room="gone")], SITE)) == []


def test_a_session_moves_with_its_talks() -> None:
    session = session_slot("s", 0, 60, talk_slot("t", 0, 20))
    moved = session.moved(timedelta(minutes=30))
    assert (moved.starts_at, moved.ends_at, moved.talks[0].starts_at) == (at(30), at(90), at(30))
    assert (moved.talks[0].length, session.block) == (timedelta(minutes=20), "session115")
