import pytest

from events.rules.forums import ForumState
from events.rules.office.authority import Denial, Target, denial, rights_at
from events.rules.office.roles import Grant, Right, Role

SECRETARY = [Grant(Role.FORUM_SECRETARY, conference_id=1, forum_id=7)]
EDITOR = [Grant(Role.PROGRAMME_EDITOR, conference_id=1)]
VIEWER = [Grant(Role.VIEWER, conference_id=1)]


def own_forum(
    state: ForumState = ForumState.DRAFTING, *, is_closed_door: bool = False, is_shut: bool | None = False
) -> Target:
    return Target(conference_id=1, forum_id=7, forum_state=state, is_closed_door=is_closed_door, is_shut=is_shut)


def test_nobody_outside_the_team_may_do_anything() -> None:
    assert denial(Right.SEE_PROGRAMME, own_forum(), []) is Denial.NOT_A_MEMBER


def test_a_right_that_the_role_lacks_is_denied() -> None:
    assert denial(Right.EDIT_OWN_FORUM, own_forum(), VIEWER) is Denial.NO_RIGHT


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (ForumState.DRAFTING, None),
        (ForumState.SUBMITTED, Denial.NOT_DRAFTING),
        (ForumState.RETURNED, None),
        (ForumState.APPROVED, None),
    ],
)
def test_a_secretary_edits_until_the_deadline_unless_the_forum_is_with_the_centre(
    state: ForumState, expected: Denial | None
) -> None:
    assert denial(Right.EDIT_OWN_FORUM, own_forum(state), SECRETARY) is expected
    late = denial(Right.EDIT_OWN_FORUM, own_forum(state, is_shut=True), SECRETARY)
    assert late is (expected or Denial.PAST_DEADLINE)


def test_nobody_may_forget_to_ask_what_time_it_is() -> None:
    with pytest.raises(ValueError, match="depends on the time"):
        denial(Right.EDIT_OWN_FORUM, own_forum(is_shut=None), SECRETARY)
    assert denial(Right.EDIT_OWN_FORUM, own_forum(is_shut=None), EDITOR) is None


@pytest.mark.parametrize("state", ForumState)
def test_the_centre_edits_in_every_state(state: ForumState) -> None:
    assert denial(Right.EDIT_OWN_FORUM, own_forum(state), EDITOR, changes=["room"], locked=["room"]) is None


def test_a_secretary_cannot_edit_another_forum() -> None:
    other = Target(conference_id=1, forum_id=8, forum_state=ForumState.DRAFTING)
    assert denial(Right.EDIT_OWN_FORUM, other, SECRETARY) is Denial.NO_RIGHT


def test_a_secretary_cannot_edit_a_session_without_a_forum() -> None:
    assert denial(Right.EDIT_OWN_FORUM, Target(conference_id=1), SECRETARY) is Denial.NO_RIGHT


@pytest.mark.parametrize(
    ("changes", "expected"), [(["title_zh"], None), (["title_zh", "room"], Denial.FIELD_LOCKED), ([], None)]
)
def test_a_secretary_cannot_change_a_locked_field(changes: list[str], expected: Denial | None) -> None:
    assert denial(Right.EDIT_OWN_FORUM, own_forum(), SECRETARY, changes=changes, locked=["room"]) is expected


def test_members_who_neither_edit_nor_invite_have_no_right_behind_a_closed_door() -> None:
    closed = Target(conference_id=1, is_closed_door=True)
    assert rights_at(closed, VIEWER) == frozenset()
    assert denial(Right.SEE_PROGRAMME, closed, VIEWER) is Denial.NO_RIGHT


def test_members_who_edit_keep_all_rights_behind_a_closed_door() -> None:
    assert rights_at(own_forum(is_closed_door=True), SECRETARY) >= {Right.SEE_PROGRAMME, Right.EDIT_OWN_FORUM}


def test_a_role_in_one_conference_gives_nothing_in_the_organisation() -> None:
    assert denial(Right.SET_UP, Target(), EDITOR) is Denial.NO_RIGHT
