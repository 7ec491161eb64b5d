"""Two people press "publish" at once."""

import pytest

from events.models import Conference, Release
from events.operations.publishing import publish
from tests.builders.people import NOW, the_cast
from tests.builders.programmes import a_programme
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def test_concurrent_publications_make_one_release() -> None:
    cast = the_cast()
    a_programme(cast.conference, cast.forum)

    def press(number: int) -> bool:
        return publish(Conference.objects.get(pk=cast.conference.pk), by=None, now=NOW).is_new

    assert sorted(at_once(press, times=4)) == [False, False, False, True]
    assert [release.number for release in Release.objects.all()] == [1]
    cast.conference.refresh_from_db()
    assert cast.conference.public_version == 1
