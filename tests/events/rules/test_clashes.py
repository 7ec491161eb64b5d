import json
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.rules.bookings import Booking, ClashKind, Resource, Use, Version
from events.rules.clashes import clashes, may_be_one
from events.rules.site import Site, Walking
from tests.builders.bookings import a_room_of, away, booking, on_stage, pairs, somebody

ROOMS = {key: a_room_of(key, 100, "projector") for key in ("B301", "B302")}


def kinds(*bookings: Booking, site: Site | None = None) -> list[ClashKind]:
    return [clash.kind for clash in clashes(bookings, site or Site(rooms=ROOMS))]


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


def test_somebody_listed_twice_in_one_talk_clashes_once() -> None:
    twice = [on_stage(0, 60, block="A", session="A", talk="T")] * 2
    assert len(clashes([*twice, on_stage(30, 90)])) == 1


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
    assert {frozenset(end.block for end in clash.bookings) for clash in clashes(every)} == naive


def test_fifty_thousand_adjoining_bookings_do_not_clash() -> None:
    assert clashes([booking(number, number + 1) for number in range(50_000)]) == ()


def test_somebody_clashes_with_being_away_but_two_absences_do_not() -> None:
    assert kinds(on_stage(0, 60), away(30, 90), away(80, 120)) == [ClashKind.ABSENCE]
    assert kinds(on_stage(0, 60), away(60, 90)) == []


@pytest.mark.parametrize(("gap", "lacking"), [(0, 5), (4, 1), (5, None)])
def test_the_way_between_two_rooms_takes_time(gap: int, lacking: int | None) -> None:
    site = Site(rooms=ROOMS, walking=Walking(between={("B301", "B302"): 5}))
    found = clashes([on_stage(0, 60, room="B301"), on_stage(60 + gap, 90, room="B302")], site)
    assert [(clash.kind, clash.lacking) for clash in found] == ([(ClashKind.WALK, lacking)] if lacking else [])


def test_no_way_is_needed_within_a_room_to_a_forum_chaired_or_to_an_unknown_room() -> None:
    site = Site(rooms=ROOMS, walking=Walking(same_floor=10))
    first = on_stage(0, 60, room="B301")
    assert kinds(first, on_stage(60, 90, room="B301"), site=site) == []
    assert kinds(first, on_stage(60, 90, room="B302", use=Use.CHAIR), site=site) == []
    assert kinds(first, on_stage(60, 90, room="gone"), site=site) == []
    assert kinds(first, on_stage(60, 90, room="B302"), site=site) == [ClashKind.WALK]


def test_a_room_that_is_too_small_lacks_seats() -> None:
    full, crowded = booking(0, 60, room="B301", expected=100), booking(60, 90, room="B301", expected=123)
    found = clashes([full, crowded], Site(rooms=ROOMS))
    assert [(clash.kind, clash.lacking, clash.second) for clash in found] == [(ClashKind.SEATS, 23, None)]
    unknown = Site(rooms={"B301": a_room_of("B301")})
    assert kinds(crowded, site=unknown) == []


def test_equipment_that_the_room_lacks_is_missing() -> None:
    found = clashes([booking(0, 60, room="B301", needs=("projector", "voting"))], Site(rooms=ROOMS))
    assert [(clash.kind, clash.missing) for clash in found] == [(ClashKind.EQUIPMENT, ("voting",))]


def test_the_chair_of_a_forum_is_missed_only_by_other_forums() -> None:
    chair = on_stage(0, 60, use=Use.CHAIR, forum=7)
    assert kinds(chair, on_stage(30, 90, forum=9)) == [ClashKind.CHAIR]
    assert kinds(chair, on_stage(30, 90)) == [ClashKind.CHAIR]
    assert kinds(chair, on_stage(30, 90, forum=7)) == []
    assert kinds(chair, on_stage(30, 90, use=Use.CHAIR, forum=9)) == [ClashKind.CHAIR]


def test_the_draft_of_a_forum_does_not_clash_with_what_was_approved_of_it() -> None:
    draft = on_stage(0, 60, forum=7, version=Version.DRAFT, session="A", block="A")
    approved = on_stage(30, 90, forum=7, version=Version.APPROVED, session="B", block="B")
    assert kinds(draft, approved) == []
    assert kinds(draft, on_stage(30, 90, forum=9, version=Version.APPROVED)) == [ClashKind.PERSON]


@pytest.mark.parametrize("turned", [False, True])
def test_a_clash_of_both_versions_is_told_as_that_of_the_draft(turned: bool) -> None:  # noqa: FBT001 - a parameter
    both = [
        on_stage(0, 60, forum=7, version=version, session="A", block="A")
        for version in (Version.DRAFT, Version.APPROVED)
    ]
    found = clashes([*(reversed(both) if turned else both), on_stage(30, 90)])
    assert [clash.is_approved_alone for clash in found] == [False]


def namesakes(key: str = "lin2", name: str = "林知远", **fields: str) -> list[Booking]:
    one = somebody(at_zh="示例大学")
    other = somebody(key, name, **fields)
    return [on_stage(0, 60, who=one), on_stage(30, 90, key=key, who=other)]


def test_two_records_of_one_name_may_be_one_person() -> None:
    assert kinds(*namesakes(at_zh="示例大学")) == [ClashKind.MAYBE_ONE]
    assert kinds(*namesakes(at_zh="另一大学")) == []
    assert kinds(*namesakes(name="王伟", sort="lin")) == []


def test_people_who_were_found_to_be_two_are_not_asked_about_again() -> None:
    distinct = frozenset({("lin", "lin2"), ("lin2", "lin")})
    assert clashes(namesakes(at_zh="示例大学"), distinct=distinct) == ()


def test_namesakes_who_are_never_on_stage_at_once_are_not_asked_about() -> None:
    first, second = namesakes(at_zh="示例大学")
    later = on_stage(60, 90, key="lin2", who=second.who)
    chaired = on_stage(30, 90, key="lin2", who=second.who, use=Use.CHAIR)
    assert (kinds(first, later), kinds(first, chaired)) == ([], [])


Institution = dict[str, str]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"at_zh": "示例大学"}, {"at_zh": "示例大学"}, True),
        ({"at_zh": "示例大学", "at_en": "Example"}, {"at_zh": "", "at_en": "EXAMPLE"}, True),
        ({"at_zh": "示例大学"}, {}, True),
        ({}, {}, True),
        ({"at_zh": "示例大学"}, {"at_zh": "另一大学"}, False),
        ({"at_zh": "示例大学", "at_en": "Same"}, {"at_zh": "另一大学", "at_en": "Same"}, True),
        ({"name": "欧阳建国"}, {"name": "歐陽建国"}, True),
        ({"name": "欧阳建国"}, {"name": "王伟"}, False),
    ],
)
def test_name_and_institution_say_whether_two_may_be_one(one: Institution, other: Institution, expected: bool) -> None:  # noqa: FBT001 - a parameter
    make: Callable[..., object] = somebody
    assert may_be_one(make("a", **one), make("b", **other)) is expected  # type: ignore[arg-type]  # two people


class Case(TypedDict):
    """A case of tests/vectors/clashes.json."""

    name: str
    bookings: list[tuple[str, str, int, int, str]]
    expect: list[list[int]]


VECTORS = json.loads((Path(__file__).resolve().parents[2] / "vectors" / "clashes.json").read_text())


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_what_is_taken_twice_is_found_as_in_the_vectors(case: Case) -> None:
    bookings = [
        booking(starts, ends, resource=Resource(resource), key=key, block=block, session=str(place))
        for place, (resource, key, starts, ends, block) in enumerate(case["bookings"])
    ]

    found = [[int(end.session) for end in clash.bookings] for clash in clashes(bookings)]

    assert found == case["expect"]
