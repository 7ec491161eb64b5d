import pytest

from events.models import Venue
from registration.queries.venue import venue_of
from tests.builders.people import Cast

pytestmark = pytest.mark.django_db


def test_without_a_venue_the_city_is_all_that_is_known(cast: Cast) -> None:
    assert venue_of(cast.conference, language="en") == "Suzhou"


def test_the_venue_has_its_name_and_its_address_or_the_city(cast: Cast) -> None:
    venue = Venue.objects.create(conference=cast.conference, name_zh="文化博览中心", name_en="Expo Centre")
    assert venue_of(cast.conference, language="zh-hans") == "文化博览中心，苏州"
    venue.address_en = "1 Suzhou Avenue"
    venue.save(update_fields=["address_en"])
    assert venue_of(cast.conference, language="en") == "Expo Centre, 1 Suzhou Avenue"
