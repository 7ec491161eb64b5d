"""The link from the public page of a session by invitation to the visitor's own registration."""

from html import unescape

import pytest
from django.test import Client
from django.utils import translation

from events.models import ConferenceState, Session
from events.operations.conferences import move_conference
from events.operations.publishing import publish
from events.queries.releases import current_index
from events.rules.programme import SessionAccess
from registration.forms.public import of_session
from tests.builders.doors import a_closed_meeting
from tests.builders.people import NOW, Cast
from tests.builders.programmes import a_room, a_session

pytestmark = pytest.mark.django_db
LABEL = "Open My registration"
WORDS = "By invitation. My registration shows it to those invited."


def links(cast: Cast, session: Session) -> list[tuple[str, str, str]]:
    """Publish, and return address, label and words of the session's links in English."""
    publish(cast.conference, by=None, now=NOW)
    index = current_index(cast.conference)
    assert index is not None
    with translation.override("en"):
        found = of_session(cast.conference, index.sessions[session.code])
        return [(link.url, str(link.label), str(link.words or "")) for link in found]


def by_invitation(cast: Cast, *, is_cancelled: bool = False) -> Session:
    room = a_room(cast.conference)
    return a_session(cast.conference, room, access=SessionAccess.INVITATION, is_cancelled=is_cancelled)


def test_a_session_by_invitation_says_so_and_links_to_ones_own_registration(cast: Cast) -> None:
    assert links(cast, by_invitation(cast)) == [
        ("/en/bio27/me/", LABEL, "By invitation. My registration shows it to those invited.")
    ]


def test_a_closed_door_session_says_by_itself_that_it_is_by_invitation(cast: Cast) -> None:
    assert links(cast, a_closed_meeting(cast.conference)) == [("/en/bio27/me/", LABEL, "")]


def test_other_and_cancelled_sessions_have_no_link(cast: Cast) -> None:
    assert links(cast, a_session(cast.conference, a_room(cast.conference))) == []
    assert links(cast, by_invitation(cast, is_cancelled=True)) == []


@pytest.mark.parametrize(
    ("state", "count"), [(ConferenceState.OPEN, 1), (ConferenceState.LIVE, 1), (ConferenceState.CLOSED, 0)]
)
def test_the_page_has_the_link_while_the_conference_takes_registrations(
    cast: Cast, client: Client, state: ConferenceState, count: int
) -> None:
    session = a_closed_meeting(cast.conference)
    publish(cast.conference, by=None, now=NOW)
    if cast.conference.state != state:
        move_conference(cast.conference, state, by=None, now=NOW)
    page = unescape(client.get(f"/en/bio27/sessions/{session.code}/").content.decode())
    assert page.count(LABEL) == count
