import pytest

from registration.rules.delegates import LIVE, UNDECIDED, DelegateState, may_become, restored

LEGAL = {
    ("applied", "confirmed"),
    ("applied", "waitlisted"),
    ("applied", "declined"),
    ("applied", "cancelled"),
    ("waitlisted", "confirmed"),
    ("waitlisted", "declined"),
    ("waitlisted", "cancelled"),
    ("confirmed", "cancelled"),
}


def test_only_the_legal_transitions_are_allowed() -> None:
    allowed = {
        (state.value, follower.value)
        for state in DelegateState
        for follower in DelegateState
        if may_become(state, follower)
    }
    assert allowed == LEGAL


def test_every_live_state_can_be_cancelled_and_no_other() -> None:
    assert {state for state in DelegateState if may_become(state, DelegateState.CANCELLED)} == LIVE


def test_only_undecided_delegates_can_be_confirmed() -> None:
    assert {state for state in DelegateState if may_become(state, DelegateState.CONFIRMED)} == UNDECIDED


@pytest.mark.parametrize(
    ("had_code", "needs_approval", "state"),
    [(1, 1, "confirmed"), (1, 0, "confirmed"), (0, 1, "applied"), (0, 0, "confirmed")],
)
def test_only_somebody_who_was_never_accepted_is_an_applicant_again(
    had_code: int, needs_approval: int, state: str
) -> None:
    assert restored(had_code=bool(had_code), needs_approval=bool(needs_approval)) == state
