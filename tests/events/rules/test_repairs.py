"""Repairs of clashes within a day. The times of sessions and talks are minutes after nine."""

from collections.abc import Sequence
from dataclasses import replace

from events.rules.bookings import Booking, Clash, Resource, Use, Version
from events.rules.clashes import clashes
from events.rules.repairs import Repair, RepairKind, repairs
from events.rules.site import Site, Walking
from events.rules.slots import SessionSlot, TalkSlot, room_bookings
from tests.builders.bookings import a_room_of, at, away, on_stage, session_slot, talk_slot

SITE = Site(rooms={key: a_room_of(key, 100) for key in ("B301", "B304")})


def of(session: SessionSlot, talk: TalkSlot | None = None, who: str = "lin", **fields: object) -> Booking:
    """Return the booking of a person by a session or one of its talks."""
    item = talk or session
    there = on_stage(0, 1, key=who, block=session.block, session=session.code, room=session.room, forum=session.forum)
    times = {"starts_at": item.starts_at, "ends_at": item.ends_at, "version": session.version}
    return replace(there, talk=talk.code if talk else "", is_closed=session.is_closed, **times, **fields)  # type: ignore[arg-type]  # the fields of a booking


def mended(sessions: Sequence[SessionSlot], people: Sequence[Booking], site: Site = SITE) -> tuple[Repair, ...]:
    """Return the repairs of the only clash."""
    bookings = [*room_bookings(sessions, site), *people]
    (clash,) = clashes(bookings, site)
    return found_for(clash, sessions, bookings, site)


def found_for(
    clash: Clash, sessions: Sequence[SessionSlot], bookings: Sequence[Booking], site: Site = SITE
) -> tuple[Repair, ...]:
    return repairs(clash, sessions=sessions, bookings=bookings, site=site)


def kinds(found: Sequence[Repair]) -> list[RepairKind]:
    return [repair.kind for repair in found]


A, B, C = talk_slot("a", 0, 30), talk_slot("b", 30, 60), talk_slot("c", 60, 90)
SIXTH = session_slot("06", 0, 90, A, B, C, room="B301", forum=6)
NINTH = session_slot("09", 60, 90, talk_slot("x", 60, 90), room="B304", forum=9)


def lin_in_both() -> list[Booking]:
    """Return Lin in the last talk of 06 and in the only one of 09, at the same time, and others in the rest."""
    return [of(SIXTH, C), of(NINTH, NINTH.talks[0]), of(SIXTH, A, "ann"), of(SIXTH, B, "bo")]


def test_a_talk_moves_within_its_session_or_changes_places_with_another() -> None:
    best, second, *_ = mended([SIXTH, NINTH], lin_in_both())
    assert {best.kind, second.kind} == {RepairKind.REORDER, RepairKind.SWAP_TALKS} or best.kind is RepairKind.REORDER
    assert (best.talk, best.starts_at, best.told, best.made) == ("c", at(30), 2, ())
    assert (best.own_minutes, best.minutes) == (-30, 60)


def test_each_talk_that_moves_along_is_told() -> None:
    uneven = replace(SIXTH, talks=(talk_slot("a", 0, 20), talk_slot("b", 20, 60), C))
    people = [of(uneven, C), of(NINTH, NINTH.talks[0])]
    first = next(repair for repair in mended([uneven, NINTH], people) if repair.starts_at == at(0))
    assert [(shift.talk, shift.minutes) for shift in first.along] in ([("b", 10)], [("a", 30), ("b", 30)])
    assert (first.own_minutes, first.told) == (-60, 1)


def test_a_pinned_talk_and_a_break_stay_where_they_are() -> None:
    pinned = replace(SIXTH, talks=(A, B, replace(C, is_pinned=True)))
    assert [repair for repair in mended([pinned, NINTH], lin_in_both()) if repair.talk == "c"] == []
    pause = replace(SIXTH, talks=(A, replace(B, is_break=True), C))
    people = [booking for booking in lin_in_both() if booking.talk != "b"]
    moved = [repair for repair in mended([pause, NINTH], people) if repair.talk == "c"]
    assert [(repair.kind, repair.other) for repair in moved] == [(RepairKind.SWAP_TALKS, "a")]


def test_a_move_that_makes_a_clash_says_which_and_comes_last() -> None:
    plenary = session_slot("P1", 0, 30, room="", forum=None)
    people = [*lin_in_both(), of(plenary, who="lin")]
    bookings = [*room_bookings([SIXTH, NINTH, plenary], SITE), *people]
    clash = next(each for each in clashes(bookings, SITE) if each.first.talk == "c" or each.first.session == "09")
    found = found_for(clash, [SIXTH, NINTH, plenary], bookings)
    bad = [repair for repair in found if repair.talk == "c" and repair.starts_at == at(0)]
    assert all([end.session for end in made.bookings] in (["06", "P1"], ["P1", "06"]) for r in bad for made in r.made)
    assert found.index(bad[0]) > found.index(next(repair for repair in found if not repair.made))


def test_a_move_that_would_stop_the_publication_is_not_offered() -> None:
    plenary = session_slot("P1", 0, 60, room="")
    people = [replace(each, must_not_clash=each.key == "lin") for each in [*lin_in_both(), of(plenary)]]
    bookings = [*room_bookings([SIXTH, NINTH, plenary], SITE), *people]
    clash = clashes(bookings, SITE)[0]
    assert [repair for repair in found_for(clash, [SIXTH, NINTH, plenary], bookings) if repair.talk == "c"] == []


def test_a_talk_moves_to_the_end_of_another_session_of_its_forum() -> None:
    alone = session_slot("06", 60, 90, C, room="B301", forum=6)
    later = session_slot("06b", 120, 180, talk_slot("d", 120, 140), room="B301", forum=6)
    moved = next(
        repair
        for repair in mended([alone, later, NINTH], [of(alone, C), of(NINTH, NINTH.talks[0])])
        if repair.kind is RepairKind.OTHER_SESSION
    )
    assert (moved.talk, moved.other, moved.position, moved.starts_at) == ("c", "06b", 1, at(140))
    assert (moved.room_name.en, moved.own_minutes, moved.told) == ("B301", 80, 1)


def test_a_talk_does_not_move_into_a_session_that_is_full() -> None:
    alone = session_slot("06", 60, 90, C, room="B301", forum=6)
    full = session_slot("06b", 120, 160, talk_slot("d", 120, 140), room="B301", forum=6)
    found = mended([alone, full, NINTH], [of(alone, C), of(NINTH, NINTH.talks[0])])
    assert RepairKind.OTHER_SESSION not in kinds(found)


def test_of_two_sessions_in_one_room_one_moves_to_a_free_room_or_another_time() -> None:
    first = session_slot("s", 0, 60, room="B301")
    second = session_slot("t", 30, 90, room="B301")
    found = mended([first, second, session_slot("late", 120, 180)], [of(first)])
    assert set(kinds(found)) == {RepairKind.OTHER_ROOM, RepairKind.OTHER_TIME}
    best = found[0]
    assert (best.kind, best.session, best.room, best.told) == (RepairKind.OTHER_ROOM, "t", "B304", 0)
    later = [repair for repair in found if repair.kind is RepairKind.OTHER_TIME]
    assert [(repair.session, repair.own_minutes) for repair in later] == [("t", 30), ("t", 90)]


def test_a_room_that_is_taken_or_too_small_is_not_offered() -> None:
    first = session_slot("s", 0, 60, room="B301", expected=150)
    second = session_slot("t", 30, 90, room="B301")
    taken = session_slot("u", 0, 90, room="B304")
    found = mended([replace(first, expected=100), second, taken], [])
    assert RepairKind.OTHER_ROOM not in kinds(found)


def test_a_session_with_too_few_seats_moves_or_changes_rooms_with_one_beside_it() -> None:
    big = replace(SITE, rooms={**SITE.rooms, "C103": a_room_of("C103", 300), "A1": a_room_of("A1", 200, "voting")})
    crowded = session_slot("s", 0, 60, room="B301", expected=150, needs=())
    beside = session_slot("t", 30, 90, room="C103", expected=80)
    found = mended([crowded, beside], [of(crowded), of(beside, who="ann")], big)
    assert [(repair.kind, repair.room, repair.told) for repair in found] == [
        (RepairKind.OTHER_ROOM, "A1", 1),
        (RepairKind.SWAP_ROOMS, "C103", 2),
    ]
    assert found[1].other == "t"


def test_a_session_that_lacks_equipment_moves_to_a_room_that_has_it() -> None:
    site = replace(SITE, rooms={**SITE.rooms, "A1": a_room_of("A1", 200, "voting")})
    session = session_slot("s", 0, 60, talk_slot("t", 0, 60, needs=("voting",)), room="B301")
    found = mended([session], [], site)
    assert [(repair.kind, repair.room) for repair in found] == [(RepairKind.OTHER_ROOM, "A1")]


def test_who_has_to_walk_too_far_gets_a_nearer_room() -> None:
    rooms = {**SITE.rooms, "C101": a_room_of("C101", floor="1F"), "C102": a_room_of("C102", floor="1F")}
    site = Site(rooms=rooms, walking=Walking(other_floor=10))
    first, second = session_slot("s", 0, 60, room="B301"), session_slot("t", 60, 90, room="C101")
    found = mended([first, second], [of(first), of(second)], site)
    assert found[0].kind is RepairKind.OTHER_ROOM
    assert {(repair.session, repair.room) for repair in found if repair.kind is RepairKind.OTHER_ROOM} <= {
        ("s", "C101"), ("s", "C102"), ("t", "B301"), ("t", "B304"),
    }  # fmt: skip


def test_somebody_who_cannot_come_speaks_at_another_time() -> None:
    people = [of(SIXTH, C), away(60, 90)]
    absent = replace(people[1], session="")
    best = mended([SIXTH], [people[0], absent])[0]
    assert (best.talk, best.starts_at) == ("c", at(30))


def test_what_was_approved_is_not_moved() -> None:
    approved = replace(SIXTH, version=Version.APPROVED)
    bookings = [of(approved, C), of(NINTH, NINTH.talks[0])]
    (clash,) = clashes(bookings, SITE)
    assert {repair.session for repair in found_for(clash, [approved, NINTH], bookings)} <= {"09"}


def test_talks_at_one_time_in_a_session_are_put_one_after_the_other() -> None:
    both = session_slot("s", 0, 60, talk_slot("t", 0, 30), talk_slot("u", 0, 30), room="B301")
    found = mended([both], [])
    assert (found[0].kind, found[0].minutes) == (RepairKind.REORDER, 30)


def test_the_chair_of_a_forum_and_the_keys_of_repairs() -> None:
    people = [of(SIXTH, use=Use.CHAIR), of(NINTH, NINTH.talks[0])]
    found = mended([SIXTH, NINTH], people)
    assert all(repair.kind is RepairKind.OTHER_TIME or repair.session == "09" for repair in found)
    many = mended([SIXTH, NINTH], lin_in_both())
    assert len({repair.key for repair in many}) == len(many) <= 6


def test_rooms_are_no_people() -> None:
    assert all(booking.resource is Resource.ROOM for booking in room_bookings([SIXTH], SITE))
