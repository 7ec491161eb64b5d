from datetime import datetime

import pytest

from registration.models import Category, Delegate, DelegateState, Quota
from registration.operations.places import begin_in, enter_state, free_place, places_of, take_place, take_places
from registration.rules.signup import Places
from tests.builders.doors import a_category, a_delegate
from tests.builders.people import NOW, Cast
from tests.builders.signups import a_limited_category

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(cast: Cast) -> Category:
    return a_limited_category(cast.conference, 2)


def used() -> int:
    return Quota.objects.get().used


def a_holder(category: Category) -> Delegate:
    assert take_place(category)
    return a_delegate(category.conference, category, holds_place=True)


def test_places_are_taken_one_by_one_until_none_is_left(category: Category) -> None:
    assert [take_place(category) for _ in range(3)] == [True, True, False]
    assert used() == 2


def test_the_places_of_a_category_are_those_of_its_quota(category: Category) -> None:
    take_place(category)
    assert places_of(category) == Places(size=2, used=1)


def test_people_who_wait_are_counted_while_a_place_is_free(category: Category) -> None:
    for _ in range(3):
        a_delegate(category.conference, category, state=DelegateState.WAITLISTED)
    a_delegate(category.conference, category, state=DelegateState.APPLIED)
    assert places_of(category) == Places(size=2, used=0, waiting=3)
    assert take_places(category.quota, 2) == 2 if category.quota else False
    assert places_of(category) == Places(size=2, used=2, waiting=0)


def test_without_a_quota_there_is_always_a_place(cast: Cast) -> None:
    category = a_category(cast.conference)
    assert places_of(category) is None
    assert take_place(category)


def test_a_place_is_freed_once(category: Category) -> None:
    delegate, other = a_holder(category), a_holder(category)
    for _ in range(2):
        free_place(delegate)
    delegate.refresh_from_db()
    other.refresh_from_db()
    assert (delegate.holds_place, other.holds_place, used()) == (False, True, 1)


def test_freeing_one_place_twice_at_once_frees_it_once(category: Category) -> None:
    delegate = a_holder(category)
    a_holder(category)
    same = Delegate.objects.get(pk=delegate.pk)
    free_place(delegate)
    free_place(same)
    assert (same.holds_place, used()) == (False, 1)


def test_a_delegate_without_a_place_frees_none(category: Category) -> None:
    a_holder(category)
    free_place(a_delegate(category.conference, category))
    assert used() == 1


def test_a_count_that_is_too_low_already_stays_at_zero(category: Category) -> None:
    delegate = a_delegate(category.conference, category, holds_place=True)
    free_place(delegate)
    assert used() == 0


def test_without_a_quota_only_the_delegate_changes(cast: Cast, category: Category) -> None:
    a_holder(category)
    free = a_category(cast.conference, "free")
    delegate = a_delegate(cast.conference, free, holds_place=True)
    free_place(delegate)
    delegate.refresh_from_db()
    assert (delegate.holds_place, used()) == (False, 1)


@pytest.mark.parametrize(("wanted", "taken"), [(0, 0), (1, 1), (2, 2), (3, 2)])
def test_no_more_places_are_taken_than_are_left(category: Category, wanted: int, taken: int) -> None:
    assert category.quota is not None
    assert take_places(category.quota, wanted) == taken
    assert used() == taken
    assert take_places(category.quota, 2) == 2 - taken
    assert used() == 2


pytestmark = pytest.mark.django_db


@pytest.fixture
def single(cast: Cast) -> Category:
    return a_limited_category(cast.conference, 1)


def an_applicant(cast: Cast, category: Category) -> Delegate:
    return a_delegate(cast.conference, category, state=DelegateState.APPLIED)


def state_of(delegate: Delegate) -> tuple[str, bool, int, int]:
    """Return what is stored: state, whether a place is held, number of codes, number of places taken."""
    delegate.refresh_from_db()
    return delegate.state, delegate.holds_place, delegate.credentials.count(), Quota.objects.get().used


def test_confirmed_delegates_hold_a_place_and_a_code(cast: Cast, single: Category) -> None:
    delegate = an_applicant(cast, single)
    enter_state(delegate, DelegateState.CONFIRMED, now=NOW)
    assert state_of(delegate) == ("confirmed", True, 1, 1)
    assert delegate.decided_at == NOW


def test_losing_the_race_for_the_last_place_leads_to_the_waiting_list(cast: Cast, single: Category) -> None:
    enter_state(an_applicant(cast, single), DelegateState.CONFIRMED, now=NOW)
    late = an_applicant(cast, single)
    enter_state(late, DelegateState.CONFIRMED, now=NOW)
    assert state_of(late) == ("waitlisted", False, 0, 1)
    assert late.decided_at == NOW


def test_confirming_a_confirmed_delegate_takes_no_second_place(cast: Cast, single: Category) -> None:
    delegate = an_applicant(cast, single)
    for _ in range(2):
        enter_state(delegate, DelegateState.CONFIRMED, now=NOW)
    assert state_of(delegate) == ("confirmed", True, 1, 1)


@pytest.mark.parametrize(
    ("wanted", "state", "holds_place", "decided_at"),
    [
        (DelegateState.CONFIRMED, "confirmed", True, NOW),
        (DelegateState.WAITLISTED, "waitlisted", False, NOW),
        (DelegateState.APPLIED, "applied", False, None),
    ],
)
def test_a_delegate_who_is_not_stored_yet_begins_in_a_state(
    single: Category, wanted: DelegateState, state: str, *, holds_place: bool, decided_at: datetime | None
) -> None:
    delegate = Delegate(category=single)
    begin_in(delegate, wanted, now=NOW)
    assert (delegate.state, delegate.holds_place, delegate.decided_at) == (state, holds_place, decided_at)
    assert Quota.objects.get().used == int(holds_place)
    assert delegate._state.adding
    late = Delegate(category=single)
    begin_in(late, DelegateState.CONFIRMED, now=NOW)
    assert late.state == ("waitlisted" if holds_place else "confirmed")


def test_cancelling_frees_a_place_once(cast: Cast, single: Category) -> None:
    delegate = an_applicant(cast, single)
    enter_state(delegate, DelegateState.CONFIRMED, now=NOW)
    for _ in range(2):
        enter_state(delegate, DelegateState.CANCELLED, now=NOW)
    assert state_of(delegate) == ("cancelled", False, 1, 0)


def test_nothing_is_decided_about_an_applicant(cast: Cast, single: Category) -> None:
    delegate = an_applicant(cast, single)
    enter_state(delegate, DelegateState.APPLIED, now=NOW)
    assert state_of(delegate) == ("applied", False, 0, 0)
    assert delegate.decided_at is None
