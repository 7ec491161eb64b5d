from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from events.rules.bookings import Booking, Clash, Resource, clashes, grouped, made_by
from toolkit.text import Text

NINE = datetime(2027, 4, 16, 9, tzinfo=UTC)


def booking(
    start: int,
    end: int,
    *,
    key: str = "hall",
    block: str = "",
    resource: Resource = Resource.ROOM,
    session: str = "",
    talk: str = "",
    must_not_clash: bool = False,
) -> Booking:
    """Return a booking from `start` to `end`, in minutes after nine."""
    return Booking(
        resource=resource,
        key=key,
        label=Text(en="Hall"),
        starts_at=NINE + timedelta(minutes=start),
        ends_at=NINE + timedelta(minutes=end),
        what=Text(en=f"{start}-{end}"),
        block=block or f"{start}-{end}-{key}",
        session=session,
        talk=talk,
        must_not_clash=must_not_clash,
    )


def pairs(found: tuple[Clash, ...]) -> list[tuple[str, str]]:
    return [(clash.first.what.en, clash.second.what.en) for clash in found]


def test_two_bookings_of_a_room_at_once_are_a_clash() -> None:
    assert pairs(clashes([booking(30, 90), booking(0, 60)])) == [("0-60", "30-90")]


def test_adjoining_bookings_do_not_clash() -> None:
    assert clashes([booking(0, 60), booking(60, 90)]) == ()


def test_two_rooms_at_once_do_not_clash() -> None:
    assert clashes([booking(0, 60), booking(0, 60, key="lounge")]) == ()


def test_a_room_and_a_person_with_the_same_key_do_not_clash() -> None:
    assert clashes([booking(0, 60), booking(0, 60, resource=Resource.PERSON, block="other")]) == ()


def test_a_long_booking_clashes_with_everything_inside_it() -> None:
    found = clashes([booking(0, 120), booking(0, 10), booking(10, 20), booking(110, 130)])
    assert pairs(found) == [("0-10", "0-120"), ("0-120", "10-20"), ("0-120", "110-130")]


def test_bookings_of_one_block_never_clash() -> None:
    assert clashes([booking(0, 60, block="synbio"), booking(10, 20, block="synbio")]) == ()


def test_a_booking_without_duration_never_clashes() -> None:
    assert clashes([booking(0, 60), booking(30, 30)]) == ()


def test_a_room_clash_stops_a_publication_and_a_persons_does_not() -> None:
    rooms = clashes([booking(0, 60), booking(10, 20)])
    people = clashes([booking(0, 60, resource=Resource.PERSON), booking(10, 20, resource=Resource.PERSON)])
    assert [rooms[0].stops_publication, people[0].stops_publication] == [True, False]


def test_a_person_who_must_not_clash_stops_it() -> None:
    minister = booking(0, 60, resource=Resource.PERSON, must_not_clash=True)
    assert clashes([minister, booking(10, 20, resource=Resource.PERSON)])[0].stops_publication


def test_a_long_block_is_reported_once_with_everything_it_overlaps() -> None:
    groups = grouped(clashes([booking(0, 120), booking(0, 10), booking(10, 20), booking(20, 30)]))
    assert [(group.leading.what.en, len(group.others)) for group in groups] == [("0-120", 3)]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.sampled_from("ab")), max_size=12))
def test_the_sweep_finds_the_same_clashes_as_comparing_every_pair(rows: list[tuple[int, int, str]]) -> None:
    every = [booking(min(a, b), max(a, b), key=key, block=str(number)) for number, (a, b, key) in enumerate(rows)]
    naive = {
        frozenset((one.block, other.block))
        for one in every
        for other in every
        if one.block < other.block and one.key == other.key
        if one.starts_at < other.ends_at and other.starts_at < one.ends_at
        if one.starts_at < one.ends_at and other.starts_at < other.ends_at
    }
    assert {frozenset((clash.first.block, clash.second.block)) for clash in clashes(every)} == naive


def test_fifty_thousand_adjoining_bookings_do_not_clash() -> None:
    assert clashes([booking(number, number + 1) for number in range(50_000)]) == ()


def two_ends() -> Clash:
    first = booking(0, 60, session="one", talk="inner", resource=Resource.PERSON)
    return clashes([first, booking(30, 90, session="two", resource=Resource.PERSON)])[0]


def test_a_clash_is_seen_from_either_end() -> None:
    clash = two_ends()
    assert clash.seen_from(session="one") == clash
    assert clash.seen_from(session="one", talk="inner") == clash
    other_way_round = clash.seen_from(session="two")
    assert other_way_round == Clash(first=clash.second, second=clash.first)
    assert clash.seen_from(session="two", talk="inner") is None
    assert clash.seen_from(session="three") is None


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
    def of(*, must_not_clash: bool) -> tuple[Clash, ...]:
        minister = booking(0, 60, resource=Resource.PERSON, must_not_clash=must_not_clash)
        return clashes([minister, booking(10, 20, resource=Resource.PERSON)])

    assert made_by(of(must_not_clash=False), of(must_not_clash=True)) == of(must_not_clash=True)


def test_a_clash_keeps_its_mark_when_its_sessions_change_places_and_no_other_clash_has_it() -> None:
    (clash,) = clashes([booking(0, 60, session="A"), booking(30, 90, session="B", talk="T")])
    (turned,) = clashes([booking(20, 90, session="A"), booking(0, 60, session="B", talk="T")])
    assert clash.mark == turned.mark
    others = [
        clashes([booking(0, 60, session="A", key="lounge"), booking(30, 90, session="B", talk="T", key="lounge")]),
        clashes([booking(0, 60, session="A"), booking(30, 90, session="B")]),
        clashes(
            [
                booking(0, 60, session="A", resource=Resource.PERSON),
                booking(30, 90, session="B", talk="T", resource=Resource.PERSON),
            ]
        ),
    ]
    assert clash.mark not in [other.mark for (other,) in others]
