from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from registration.rules.delegates import DelegateState
from registration.rules.signup import REFUSALS, CategoryFacts, Offer, Places, SignUpRefusal, allocate, offer_of, settle

NOW = datetime(2027, 4, 16, 1, 12, tzinfo=UTC)
OPEN = CategoryFacts(is_public=True, needs_approval=False, on_sale_from=None, on_sale_until=None, places=None)


def test_a_category_without_conditions_is_available() -> None:
    assert offer_of(OPEN, now=NOW) == Offer.AVAILABLE


def test_the_window_includes_its_first_instant_and_not_its_last() -> None:
    opening = replace(OPEN, on_sale_from=NOW)
    closing = replace(OPEN, on_sale_until=NOW)
    assert offer_of(opening, now=NOW) == Offer.AVAILABLE
    assert offer_of(opening, now=NOW - timedelta(seconds=1)) == Offer.NOT_YET
    assert offer_of(closing, now=NOW - timedelta(seconds=1)) == Offer.AVAILABLE
    assert offer_of(closing, now=NOW) == Offer.OVER


def test_a_full_category_offers_the_waiting_list() -> None:
    assert offer_of(replace(OPEN, places=Places(size=1, used=1)), now=NOW) == Offer.WAITING_LIST


def test_a_full_category_that_needs_approval_takes_applications() -> None:
    full = replace(OPEN, needs_approval=True, places=Places(size=1, used=1))
    assert offer_of(full, now=NOW) == Offer.ON_APPROVAL


def test_a_category_that_is_not_public_is_always_by_invitation() -> None:
    hidden = replace(OPEN, is_public=False, on_sale_until=NOW)
    assert offer_of(hidden, now=NOW) == Offer.BY_INVITATION


@pytest.mark.parametrize("offer", list(Offer))
def test_every_offer_can_be_chosen_or_has_a_refusal(offer: Offer) -> None:
    assert offer.can_be_chosen == (offer not in REFUSALS)


def test_a_refusal_says_why_the_offer_cannot_be_chosen() -> None:
    assert REFUSALS == {
        Offer.BY_INVITATION: SignUpRefusal.BY_INVITATION,
        Offer.NOT_YET: SignUpRefusal.NOT_YET,
        Offer.OVER: SignUpRefusal.OVER,
    }


@pytest.mark.parametrize(
    ("size", "used", "left", "is_full"), [(3, 0, 3, False), (3, 2, 1, False), (3, 3, 0, True), (2, 3, 0, True)]
)
def test_places_left(size: int, used: int, left: int, is_full: bool) -> None:  # noqa: FBT001 - a table of facts
    places = Places(size=size, used=used)
    assert (places.free, places.left, places.is_full) == (left, left, is_full)


@pytest.mark.parametrize(
    ("used", "waiting", "free", "left", "state"),
    [
        (2, 0, 1, 1, DelegateState.CONFIRMED),
        (1, 1, 2, 1, DelegateState.CONFIRMED),
        (2, 1, 1, 0, DelegateState.WAITLISTED),
        (2, 23, 1, 0, DelegateState.WAITLISTED),
        (3, 1, 0, 0, DelegateState.WAITLISTED),
    ],
)
def test_whoever_waits_comes_first(used: int, waiting: int, free: int, left: int, state: DelegateState) -> None:
    places = Places(size=3, used=used, waiting=waiting)
    assert (places.free, places.left) == (free, left)
    assert allocate(places, needs_approval=False) is state


def test_places_that_somebody_waits_for_are_not_offered() -> None:
    awaited = replace(OPEN, places=Places(size=3, used=2, waiting=1))
    assert offer_of(awaited, now=NOW) == Offer.WAITING_LIST


def test_a_free_place_means_confirmation() -> None:
    assert allocate(Places(size=1, used=0), needs_approval=False) == DelegateState.CONFIRMED


def test_without_a_quota_everybody_is_confirmed() -> None:
    assert allocate(None, needs_approval=False) == DelegateState.CONFIRMED


def test_a_full_quota_puts_on_the_waiting_list() -> None:
    assert allocate(Places(size=1, used=1), needs_approval=False) == DelegateState.WAITLISTED


@pytest.mark.parametrize("places", [None, Places(size=1, used=0), Places(size=1, used=1)])
def test_an_application_needs_approval_before_a_place(places: Places | None) -> None:
    assert allocate(places, needs_approval=True) == DelegateState.APPLIED


def test_losing_the_race_for_the_last_place_leads_to_the_waiting_list() -> None:
    assert settle(DelegateState.CONFIRMED, has_place=False) is DelegateState.WAITLISTED
    assert settle(DelegateState.CONFIRMED, has_place=True) is DelegateState.CONFIRMED


@pytest.mark.parametrize("has_place", [True, False])
@pytest.mark.parametrize("state", [state for state in DelegateState if state is not DelegateState.CONFIRMED])
def test_other_states_need_no_place(state: DelegateState, has_place: bool) -> None:  # noqa: FBT001 - a table
    assert settle(state, has_place=has_place) is state
