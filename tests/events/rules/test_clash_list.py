import pytest

from events.rules.bookings import Clash, ClashKind
from events.rules.clash_list import Wanted, Weight, clash_list, right_to_keep, visible, weight_of
from events.rules.office.roles import Right
from tests.builders.bookings import booking, on_stage


def of(kind: ClashKind, *, session: str = "a", must_not: bool = False, forum: int | None = None) -> Clash:
    first = on_stage(0, 60, session=session, must_not_clash=must_not, forum=forum)
    return Clash(first=first, second=on_stage(30, 90, session=f"{session}2"), kind=kind)


ROOM = Clash(first=booking(0, 60, forum=7), second=booking(30, 90, forum=9), kind=ClashKind.ROOM)
SOFT = of(ClashKind.PERSON, forum=7)
HARD = of(ClashKind.PERSON, session="b", must_not=True)


def test_hard_clashes_come_first_and_those_kept_stand_apart() -> None:
    listed = clash_list([SOFT, ROOM, HARD], {SOFT.mark})
    assert [group.clashes for group in listed.hard] == [(ROOM,), (HARD,)]
    assert (listed.soft, [group.clashes for group in listed.kept]) == ((), [(SOFT,)])
    assert listed.open == listed.hard


def test_a_clash_that_nobody_may_keep_is_open_whatever_was_decided() -> None:
    listed = clash_list([HARD, ROOM], {HARD.mark, ROOM.mark})
    assert ([group.clashes for group in listed.hard], len(listed.kept)) == ([(HARD,)], 1)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), [ROOM, SOFT]),
        (Wanted(weight=Weight.SOFT), [SOFT]),
        (Wanted(weight=Weight.HARD), [ROOM]),
        (Wanted(kind=ClashKind.PERSON), [SOFT]),
        (Wanted(forum=9), [ROOM]),
        (Wanted(forum=7), [ROOM, SOFT]),
        (Wanted(forum=7, kind=ClashKind.WALK), []),
    ],
)
def test_the_list_shows_what_is_wanted(wanted: Wanted, expected: list[Clash]) -> None:
    listed = clash_list([SOFT, ROOM], (), wanted)
    assert [clash for group in listed.open for clash in group.clashes] == expected


def test_a_clash_is_found_by_its_key_wherever_it_is() -> None:
    listed = clash_list([SOFT, ROOM], {SOFT.mark})
    found = [listed.find(clash.key) for clash in (SOFT, ROOM)]
    assert [group.clashes for group in found if group] == [(SOFT,), (ROOM,)]
    assert listed.find("0" * 16) is None


def test_the_centre_sees_all_clashes_and_secretaries_those_of_their_forums() -> None:
    assert visible([SOFT, ROOM, HARD], forums=(), is_centre=True) == (SOFT, ROOM, HARD)
    assert visible([SOFT, ROOM, HARD], forums=frozenset({9}), is_centre=False) == (ROOM,)
    assert visible([SOFT, ROOM, HARD], forums=(), is_centre=False) == ()


def test_secretaries_are_not_told_who_is_in_anothers_closed_meeting() -> None:
    here = on_stage(0, 60, forum=7)
    for forum, seen in ((None, False), (9, False), (7, True)):
        there = on_stage(30, 90, forum=forum, is_closed=True)
        found = visible([Clash(first=here, second=there, kind=ClashKind.PERSON)], forums={7}, is_centre=False)
        assert bool(found) is seen


def test_rooms_are_kept_by_owners_people_by_editors_and_some_by_nobody() -> None:
    assert [right_to_keep(clash) for clash in (ROOM, SOFT, HARD)] == [
        Right.ACCEPT_CLASHES, Right.EDIT_PROGRAMME, None,
    ]  # fmt: skip
    assert [weight_of(clash) for clash in (ROOM, SOFT, HARD)] == [Weight.HARD, Weight.SOFT, Weight.HARD]
