from datetime import UTC, datetime, timedelta

import pytest

from registration.queries.categories import offered_categories
from registration.rules.signup import Offer
from tests.builders.doors import a_category
from tests.builders.people import Cast

pytestmark = pytest.mark.django_db
THE_END = datetime(2027, 4, 18, 21, tzinfo=UTC)
"""05:00 in Shanghai on the day after the last."""


@pytest.mark.parametrize("until", [None, THE_END + timedelta(days=30)])
def test_after_the_conference_every_sale_is_over(cast: Cast, until: datetime | None) -> None:
    a_category(cast.conference, on_sale_until=until)
    [before] = offered_categories(cast.conference, now=THE_END - timedelta(seconds=1))
    [after] = offered_categories(cast.conference, now=THE_END)
    assert (before.offer, after.offer) == (Offer.AVAILABLE, Offer.OVER)
