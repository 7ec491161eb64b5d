"""What follows a publication."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from events.extensions import after_publish
from events.jobs.publishing import follow
from events.models import ConferenceState, Release
from events.operations.publishing import publish
from tests.builders.people import NOW, Cast
from tests.builders.programmes import a_room, a_session
from tests.queue import run_queue

pytestmark = pytest.mark.django_db
Calls = list[int]


@pytest.fixture
def calls() -> Iterator[Calls]:
    """Plug in a function that fails, and after it one that notes the numbers of the releases it is called for."""
    noted: Calls = []
    plugged = list(after_publish)

    def fail(release: Release) -> None:
        raise ValueError

    def note(release: Release) -> None:
        noted.append(release.number)

    after_publish[:] = [fail, note]
    yield noted
    after_publish[:] = plugged


def test_each_release_is_followed_once_whatever_fails(cast: Cast, calls: Calls) -> None:
    publish(cast.conference, by=None, now=NOW)
    publish(cast.conference, by=None, now=NOW)
    assert calls == [], "publishing does not wait for it"
    assert (run_queue(), calls) == (1, [1])
    a_session(cast.conference, a_room(cast.conference))
    publish(cast.conference, by=None, now=NOW + timedelta(hours=1))
    assert (run_queue(), calls) == (1, [1, 2])


def test_a_release_that_has_been_replaced_is_not_followed(cast: Cast, calls: Calls) -> None:
    publish(cast.conference, by=None, now=NOW)
    a_session(cast.conference, a_room(cast.conference))
    publish(cast.conference, by=None, now=NOW)
    assert (run_queue(), calls) == (2, [2])


def test_a_draft_is_not_followed(cast: Cast, calls: Calls) -> None:
    publish(cast.conference, by=None, now=NOW)
    cast.conference.state = ConferenceState.DRAFT
    cast.conference.save()
    follow(cast.conference.pk, 1)
    assert calls == []
