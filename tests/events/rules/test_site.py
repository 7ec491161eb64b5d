from events.rules.site import Site, Walking
from tests.builders.bookings import a_room_of

ROOMS = {
    room.key: room
    for room in (
        a_room_of("B301"),
        a_room_of("B302"),
        a_room_of("C101", floor="1F"),
        a_room_of("D1", floor="3F", venue="annex"),
    )
}


def test_minutes_depend_on_floor_and_venue() -> None:
    site = Site(rooms=ROOMS, walking=Walking(same_floor=1, other_floor=5, other_venue=15))
    ways = [("B301", "B301"), ("B301", "B302"), ("B301", "C101"), ("D1", "B301"), ("B301", "unknown")]
    assert [site.minutes_between(*way) for way in ways] == [0, 1, 5, 15, 0]


def test_an_exception_goes_before_the_general_minutes() -> None:
    walking = Walking(same_floor=1, between={("B301", "B302"): 0, ("B302", "B301"): 0, ("C101", "D1"): 30})
    site = Site(rooms=ROOMS, walking=walking)
    assert site.minutes_between("B301", "B302") == 0
    assert (walking.longest, Walking().longest) == (30, 0)
