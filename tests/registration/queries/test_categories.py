from datetime import UTC, datetime, timedelta

import pytest

from registration.models import DelegateState
from registration.queries.categories import offered_categories
from registration.rules.signup import Offer
from tests.builders.doors import a_category, a_delegate
from tests.builders.people import NOW, Cast
from tests.builders.signups import a_limited_category

pytestmark = pytest.mark.django_db
THE_END = datetime(2027, 4, 18, 21, tzinfo=UTC)
"""05:00 in Shanghai on the day after the last."""


def test_places_that_somebody_waits_for_are_not_left(cast: Cast) -> None:
    category = a_limited_category(cast.conference, 3)
    a_category(cast.conference, "student", quota=category.quota)
    a_limited_category(cast.conference, 3, "press")
    free = a_category(cast.conference, "free")
    for waits_for in (category, category, free):
        a_delegate(cast.conference, waits_for, state=DelegateState.WAITLISTED)
    a_delegate(cast.conference, category, state=DelegateState.APPLIED)
    left = {one.category.code: (one.left, one.offer) for one in offered_categories(cast.conference, now=NOW)}
    assert left == {
        "delegate": (1, Offer.AVAILABLE),
        "student": (1, Offer.AVAILABLE),
        "press": (3, Offer.AVAILABLE),
        "free": (None, Offer.AVAILABLE),
    }
    a_delegate(cast.conference, category, state=DelegateState.WAITLISTED)
    offers = {one.category.code: one.offer for one in offered_categories(cast.conference, now=NOW)}
    assert (offers["delegate"], offers["press"]) == (Offer.WAITING_LIST, Offer.AVAILABLE)


@pytest.mark.parametrize("until", [None, THE_END + timedelta(days=30)])
def test_after_the_conference_every_sale_is_over(cast: Cast, until: datetime | None) -> None:
    a_category(cast.conference, on_sale_until=until)
    [before] = offered_categories(cast.conference, now=THE_END - timedelta(seconds=1))
    [after] = offered_categories(cast.conference, now=THE_END)
    assert (before.offer, after.offer) == (Offer.AVAILABLE, Offer.OVER)
