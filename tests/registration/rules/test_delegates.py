from registration.rules.delegates import LIVE, UNDECIDED, DelegateState, may_become

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
