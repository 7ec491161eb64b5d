import pytest

from registration.models import Category, Delegate, DelegateState, Quota
from registration.operations.states import enter_state
from tests.builders.doors import a_delegate
from tests.builders.people import NOW, Cast
from tests.builders.signups import a_limited_category

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(cast: Cast) -> Category:
    return a_limited_category(cast.conference, 1)


def an_applicant(cast: Cast, category: Category) -> Delegate:
    return a_delegate(cast.conference, category, state=DelegateState.APPLIED)


def state_of(delegate: Delegate) -> tuple[str, bool, int, int]:
    """Return what is stored: state, whether a place is held, number of codes, number of places taken."""
    delegate.refresh_from_db()
    return delegate.state, delegate.holds_place, delegate.credentials.count(), Quota.objects.get().used


def test_the_confirmed_hold_a_place_and_a_code(cast: Cast, category: Category) -> None:
    delegate = an_applicant(cast, category)
    enter_state(delegate, DelegateState.CONFIRMED, now=NOW)
    assert state_of(delegate) == ("confirmed", True, 1, 1)
    assert delegate.decided_at == NOW


def test_losing_the_last_place_leads_to_the_waiting_list(cast: Cast, category: Category) -> None:
    enter_state(an_applicant(cast, category), DelegateState.CONFIRMED, now=NOW)
    late = an_applicant(cast, category)
    enter_state(late, DelegateState.CONFIRMED, now=NOW)
    assert state_of(late) == ("waitlisted", False, 0, 1)
    assert late.decided_at == NOW


def test_confirming_the_confirmed_takes_no_second_place(cast: Cast, category: Category) -> None:
    delegate = an_applicant(cast, category)
    for _ in range(2):
        enter_state(delegate, DelegateState.CONFIRMED, now=NOW)
    assert state_of(delegate) == ("confirmed", True, 1, 1)


def test_leaving_frees_the_place_once(cast: Cast, category: Category) -> None:
    delegate = an_applicant(cast, category)
    enter_state(delegate, DelegateState.CONFIRMED, now=NOW)
    for _ in range(2):
        enter_state(delegate, DelegateState.CANCELLED, now=NOW)
    assert state_of(delegate) == ("cancelled", False, 1, 0)


def test_nothing_is_decided_about_an_applicant(cast: Cast, category: Category) -> None:
    delegate = an_applicant(cast, category)
    enter_state(delegate, DelegateState.APPLIED, now=NOW)
    assert state_of(delegate) == ("applied", False, 0, 0)
    assert delegate.decided_at is None
