from dataclasses import replace

import pytest

from events.rules.bookings import Clash, ClashKind, Resource, Use, Version, clashes_between, grouped, made_by
from events.rules.clashes import clashes
from tests.builders.bookings import at, away, booking, on_stage
from toolkit.text import Text


def of(*bookings: object, kind: ClashKind) -> Clash:
    return Clash(first=bookings[0], second=bookings[1], kind=kind)  # type: ignore[arg-type]  # bookings


@pytest.mark.parametrize("kind", list(ClashKind))
def test_rooms_stop_a_publication_and_people_only_if_they_must_not_clash(kind: ClashKind) -> None:
    anybody = of(on_stage(0, 60), on_stage(10, 20), kind=kind)
    minister = of(on_stage(0, 60, must_not_clash=True), on_stage(10, 20), kind=kind)
    assert anybody.stops_publication is (kind is ClashKind.ROOM)
    physical = {ClashKind.PERSON, ClashKind.ABSENCE, ClashKind.WALK}
    assert minister.is_of_somebody_who_must_not is (kind in physical)
    assert minister.stops_publication is (kind in {ClashKind.ROOM, *physical})
    assert minister.can_be_accepted is (kind not in physical)


def test_a_forums_chair_who_cannot_come_stops_nothing() -> None:
    chair = on_stage(0, 60, must_not_clash=True, use=Use.CHAIR)
    assert not of(chair, away(10, 20), kind=ClashKind.ABSENCE).stops_publication


def test_a_clash_tells_the_minutes_shared_or_in_between() -> None:
    shared = of(on_stage(0, 60), on_stage(40, 90), kind=ClashKind.PERSON)
    apart = of(on_stage(0, 60), on_stage(63, 90), kind=ClashKind.WALK)
    assert [(clash.overlap, clash.gap) for clash in (shared, apart)] == [(20, 0), (0, 3)]
    alone = Clash(first=booking(0, 60), kind=ClashKind.SEATS, lacking=5)
    assert (alone.bookings, alone.overlap, alone.gap) == ((alone.first,), 0, 0)


def test_a_clash_knows_its_forums_and_where_it_takes_place() -> None:
    clash = of(on_stage(0, 60, forum=7, is_closed=True), away(10, 20), kind=ClashKind.ABSENCE)
    assert clash.forums == {7}
    assert clash.is_closed
    assert clash.second is not None
    absent = replace(clash, second=replace(clash.second, session=""))
    assert absent.places == (clash.first,)


def test_a_long_block_is_reported_once_with_everything_it_overlaps() -> None:
    groups = grouped(clashes([booking(0, 120), booking(0, 10), booking(10, 20), booking(20, 30)]))
    assert [(group.leading.what.en, len(group.others)) for group in groups] == [("0-120", 3)]


def test_what_does_not_fit_its_room_is_a_group_of_its_own() -> None:
    small = Clash(first=booking(0, 60), kind=ClashKind.SEATS, lacking=5)
    assert [(group.kind, group.others) for group in grouped([small])] == [(ClashKind.SEATS, ())]


def two_ends() -> Clash:
    first = booking(0, 60, session="one", talk="inner", resource=Resource.PERSON)
    return clashes([first, booking(30, 90, session="two", resource=Resource.PERSON)])[0]


def test_a_clash_is_seen_from_either_end() -> None:
    clash = two_ends()
    assert clash.seen_from(session="one") == clash
    assert clash.seen_from(session="one", talk="inner") == clash
    other_way_round = clash.seen_from(session="two")
    assert clash.second is not None
    assert other_way_round == replace(clash, first=clash.second, second=clash.first)
    assert clash.seen_from(session="two", talk="inner") is None
    assert clash.seen_from(session="three") is None


def test_what_does_not_fit_its_room_is_seen_from_its_only_end() -> None:
    small = Clash(first=booking(0, 60, session="one"), kind=ClashKind.SEATS)
    assert (small.seen_from(session="one"), small.seen_from(session="two")) == (small, None)


def test_who_is_behind_a_closed_door_is_seen_from_the_other_end() -> None:
    clash = of(on_stage(0, 60, is_closed=True), on_stage(30, 90, session="open"), kind=ClashKind.PERSON)
    assert not clash.is_closed_elsewhere
    turned = clash.seen_from(session="open")
    assert turned is not None
    assert turned.is_closed_elsewhere


def test_only_clashes_that_were_not_there_at_these_times_are_made() -> None:
    there = booking(0, 60)
    before = clashes([there, booking(30, 90, block="moved")])
    retitled = clashes([replace(there, what=Text(en="New title")), booking(30, 90, block="moved")])
    moved = clashes([there, booking(40, 100, block="moved")])
    assert made_by(before, retitled) == ()
    assert made_by(before, moved) == moved
    assert made_by((), before) == before
    assert made_by(before, ()) == ()


def test_a_clash_that_begins_to_stop_a_publication_is_made() -> None:
    def of_minister(*, must_not_clash: bool) -> tuple[Clash, ...]:
        return clashes([on_stage(0, 60, must_not_clash=must_not_clash), on_stage(10, 20)])

    before, after = of_minister(must_not_clash=False), of_minister(must_not_clash=True)
    assert made_by(before, after) == after


def test_a_change_makes_some_clashes_and_mends_others() -> None:
    old = clashes([booking(0, 60), booking(30, 90, block="moved")])
    new = clashes([booking(0, 60), booking(60, 120, block="moved"), booking(100, 130)])
    change = clashes_between(old, new)
    assert (change.made, change.mended) == (new, old)
    assert not clashes_between(old, old)


def test_a_clash_that_has_only_moved_is_not_mended() -> None:
    old = clashes([booking(0, 60), booking(30, 90, block="moved")])
    new = clashes([booking(0, 60), booking(50, 110, block="moved")])
    assert clashes_between(old, new).mended == ()


def test_a_clash_keeps_its_mark_when_its_sessions_change_places_and_no_other_clash_has_it() -> None:
    (clash,) = clashes([booking(0, 60, session="A"), booking(30, 90, session="B", talk="T")])
    (turned,) = clashes([booking(20, 90, session="A"), booking(0, 60, session="B", talk="T")])
    assert clash.mark == turned.mark
    others = [
        clashes([booking(0, 60, session="A", key="lounge"), booking(30, 90, session="B", talk="T", key="lounge")]),
        clashes([booking(0, 60, session="A"), booking(30, 90, session="B")]),
        clashes([on_stage(0, 60, session="A", key="hall"), on_stage(30, 90, session="B", talk="T", key="hall")]),
    ]
    assert clash.mark not in [other.mark for (other,) in others]
    longest = replace(clash.first, key="9" * 20, session="s" * 16, talk="t" * 16)
    assert len(of(longest, replace(longest, talk="u" * 16), kind=ClashKind.MAYBE_ONE).mark) <= 200


def test_only_the_approved_version_of_a_forum_may_still_clash() -> None:
    clash = of(on_stage(0, 60, version=Version.APPROVED), on_stage(10, 20), kind=ClashKind.PERSON)
    assert clash.is_approved_alone
    assert not of(on_stage(0, 60, version=Version.DRAFT), on_stage(10, 20), kind=ClashKind.PERSON).is_approved_alone
    assert clash.first.place == (clash.first.session, "")
    assert clash.first.starts_at == at(0)
