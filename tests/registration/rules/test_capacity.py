import pytest

from registration.rules.capacity import Places, allocate, settle
from registration.rules.delegates import DelegateState


@pytest.mark.parametrize(
    ("size", "used", "left", "is_full"), [(3, 0, 3, False), (3, 2, 1, False), (3, 3, 0, True), (2, 3, 0, True)]
)
def test_places_left(size: int, used: int, left: int, is_full: bool) -> None:  # noqa: FBT001 - a table of facts
    places = Places(size=size, used=used)
    assert (places.left, places.is_full) == (left, is_full)


def test_a_free_place_confirms() -> None:
    assert allocate(Places(size=1, used=0), needs_approval=False) == DelegateState.CONFIRMED


def test_without_a_quota_everybody_is_confirmed() -> None:
    assert allocate(None, needs_approval=False) == DelegateState.CONFIRMED


def test_a_full_quota_puts_on_the_waiting_list() -> None:
    assert allocate(Places(size=1, used=1), needs_approval=False) == DelegateState.WAITLISTED


@pytest.mark.parametrize("places", [None, Places(size=1, used=0), Places(size=1, used=1)])
def test_approval_comes_before_the_place(places: Places | None) -> None:
    assert allocate(places, needs_approval=True) == DelegateState.APPLIED


def test_losing_the_last_place_leads_to_the_waiting_list() -> None:
    assert settle(DelegateState.CONFIRMED, has_place=False) is DelegateState.WAITLISTED
    assert settle(DelegateState.CONFIRMED, has_place=True) is DelegateState.CONFIRMED


@pytest.mark.parametrize("has_place", [True, False])
@pytest.mark.parametrize("state", [state for state in DelegateState if state is not DelegateState.CONFIRMED])
def test_other_states_ask_for_no_place(state: DelegateState, has_place: bool) -> None:  # noqa: FBT001 - a table
    assert settle(state, has_place=has_place) is state
