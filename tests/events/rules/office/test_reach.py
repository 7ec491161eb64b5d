import pytest

from events.rules.office.reach import Reach, reach_of
from events.rules.office.roles import Grant, Right, Role, rights_in

HERE, ELSEWHERE = 1, 2
SECRETARY = Grant(Role.FORUM_SECRETARY, conference_id=HERE, forum_id=7)
ALSO = Grant(Role.FORUM_SECRETARY, conference_id=HERE, forum_id=8)


@pytest.mark.parametrize(
    ("grants", "expected"),
    [
        ([SECRETARY], {7}),
        ([SECRETARY, ALSO], {7, 8}),
        ([SECRETARY, Grant(Role.DOOR_STAFF, conference_id=HERE)], {7}),
        ([SECRETARY, Grant(Role.VIEWER, conference_id=ELSEWHERE)], {7}),
        ([SECRETARY, Grant(Role.VIEWER, conference_id=HERE)], None),
        ([Grant(Role.ORGANISER)], None),
        ([Grant(Role.DOOR_STAFF)], set()),
        ([Grant(Role.FORUM_SECRETARY, conference_id=ELSEWHERE, forum_id=9)], set()),
        ([], set()),
    ],
)
def test_a_secretary_sees_the_own_forums_alone(grants: list[Grant], expected: set[int] | None) -> None:
    assert reach_of(grants, conference_id=HERE) == Reach(None if expected is None else frozenset(expected))


@pytest.mark.parametrize("grants", [[SECRETARY], [SECRETARY, ALSO], [Grant(Role.VIEWER)], [Grant(Role.DOOR_LEAD)]])
def test_reach_and_rights_agree_on_every_forum(grants: list[Grant]) -> None:
    for forum_id in (7, 8, 9):
        sees = Right.SEE_PROGRAMME in rights_in(grants, conference_id=HERE, forum_id=forum_id)
        assert reach_of(grants, conference_id=HERE).covers(forum_id) == sees


def test_what_belongs_to_no_forum_is_seen_by_all() -> None:
    assert Reach(frozenset()).covers(None)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (None, None, True),
        (None, {7}, False),
        ({7}, None, True),
        ({7}, {7, 8}, True),
        ({7, 8}, {7}, False),
        (set(), {7}, True),
    ],
)
def test_a_list_is_for_those_who_still_see_all_of_it(
    one: set[int] | None, other: set[int] | None, *, expected: bool
) -> None:
    first, second = (Reach(None if keys is None else frozenset(keys)) for keys in (one, other))
    assert first.is_within(second) == expected
    assert Reach.read(first.in_words()) == first
