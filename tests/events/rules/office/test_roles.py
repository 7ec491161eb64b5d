import pytest

from events.rules.office.roles import RIGHTS, Grant, Right, Role, rights_in, rights_in_organisation

HERE, ELSEWHERE = 1, 2


def test_an_owner_may_do_everything_in_every_conference() -> None:
    assert rights_in([Grant(Role.OWNER)], conference_id=HERE) == frozenset(Right)


@pytest.mark.parametrize("role", Role)
def test_a_role_in_another_conference_allows_nothing_here(role: Role) -> None:
    assert rights_in([Grant(role, conference_id=ELSEWHERE)], conference_id=HERE) == frozenset()


def test_a_forum_secretary_edits_that_forum_and_sees_no_other() -> None:
    grants = [Grant(Role.FORUM_SECRETARY, conference_id=HERE, forum_id=7)]
    assert Right.EDIT_OWN_FORUM in rights_in(grants, conference_id=HERE, forum_id=7)
    assert rights_in(grants, conference_id=HERE, forum_id=8) == {Right.SEE_CONSOLE}
    assert rights_in(grants, conference_id=HERE) == {Right.SEE_CONSOLE, Right.SEE_PROGRAMME}


def test_only_an_owner_accepts_clashes_and_manages_the_team() -> None:
    for right in (Right.ACCEPT_CLASHES, Right.MANAGE_TEAM):
        assert [role for role in Role if right in RIGHTS[role]] == [Role.OWNER]


def test_door_staff_see_no_delegates() -> None:
    assert RIGHTS[Role.DOOR_STAFF] == {Right.SEE_CONSOLE, Right.SEE_ATTENDANCE, Right.STAND_AT_DOOR}


def test_a_role_in_one_conference_allows_nothing_in_the_organisation() -> None:
    assert rights_in_organisation([Grant(Role.ORGANISER, conference_id=HERE)]) == frozenset()
    assert Right.SET_UP in rights_in_organisation([Grant(Role.ORGANISER)])


def test_a_registrar_handles_delegates_and_badges_but_not_the_programme() -> None:
    assert RIGHTS[Role.REGISTRAR] == {
        Right.SEE_CONSOLE,
        Right.SEE_PROGRAMME,
        Right.SEE_DELEGATES,
        Right.EDIT_DELEGATES,
        Right.PRINT_BADGES,
        Right.SEE_ATTENDANCE,
    }


def test_an_organiser_does_everything_but_accept_clashes_and_manage_the_team() -> None:
    assert frozenset(Right) - RIGHTS[Role.ORGANISER] == {Right.ACCEPT_CLASHES, Right.MANAGE_TEAM}


def test_a_door_lead_also_manages_devices_and_sees_programme_and_delegates() -> None:
    assert RIGHTS[Role.DOOR_LEAD] - RIGHTS[Role.DOOR_STAFF] == {
        Right.SEE_PROGRAMME,
        Right.SEE_DELEGATES,
        Right.MANAGE_DEVICES,
    }
