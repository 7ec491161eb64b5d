"""The number of people inside on a session's page in the console, which fetches itself again."""

from datetime import timedelta

import pytest

from events.models import Session
from events.rules.office.roles import Role
from tests.builders.doors import a_category, a_checkpoint, a_closed_door, a_closed_meeting, a_delegate, a_scan
from tests.builders.people import Cast, signed_in
from tests.builders.programmes import a_room, a_session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine")]


@pytest.fixture
def session(cast: Cast) -> Session:
    """A session in a room with 40 seats, where one person has come in."""
    session = a_session(cast.conference, a_room(cast.conference, capacity=40))
    door = a_checkpoint(cast.conference, "Hall", room=session.room)
    a_scan(door, a_delegate(cast.conference, a_category(cast.conference)))
    return session


def pages(cast: Cast, session: Session, role: Role) -> tuple[str, str]:
    """Return the session's page for this role, and the address of the fragment."""
    client = signed_in(cast.members[role])
    page = client.get(f"/console/bio27/programme/{session.code}/").content.decode()
    return page, f"/console/bio27/programme/{session.code}/inside/"


def test_the_page_fetches_it_politely_while_somebody_looks(cast: Cast, session: Session) -> None:
    page, address = pages(cast, session, Role.ORGANISER)
    assert f'hx-get="{address}"' in page
    assert 'hx-trigger="load, every 15s, visibilitychange from:document"' in page
    assert ('aria-live="polite"' in page, 'aria-label="People in the room now"' in page) == (True, True)
    assert "js/live" in page


def test_it_tells_people_and_seats(cast: Cast, session: Session) -> None:
    client = signed_in(cast.members[Role.ORGANISER])
    fragment = client.get(f"/console/bio27/programme/{session.code}/inside/").content.decode()
    assert "<b>1<small>/40</small></b>" in fragment
    assert "In the room" in fragment
    assert "<html" not in fragment


def test_members_who_may_not_see_attendance_get_no_fragment(cast: Cast, session: Session) -> None:
    page, address = pages(cast, session, Role.VIEWER)
    assert (address in page, "People in the room now" in page) == (False, False)


@pytest.mark.parametrize("days", [-1, 1])
def test_on_other_days_there_is_none(cast: Cast, session: Session, days: int) -> None:
    session.starts_at += timedelta(days=days)
    session.ends_at += timedelta(days=days)
    session.save()
    page, address = pages(cast, session, Role.ORGANISER)
    assert address not in page


def test_without_a_checkpoint_or_when_cancelled_there_is_none(cast: Cast, session: Session) -> None:
    session.is_cancelled = True
    session.save()
    page, address = pages(cast, session, Role.ORGANISER)
    assert address not in page
    other = a_session(cast.conference, a_room(cast.conference, "竹厅", "Bamboo Hall"))
    page, address = pages(cast, other, Role.ORGANISER)
    assert address not in page


def test_the_door_team_learns_nothing_of_a_closed_door_session(cast: Cast) -> None:
    meeting = a_closed_meeting(cast.conference)
    a_closed_door(meeting)
    address = f"/console/bio27/programme/{meeting.code}/inside/"
    statuses = [signed_in(cast.members[role]).get(address).status_code for role in (Role.REGISTRAR, Role.DOOR_LEAD)]
    assert statuses == [200, 403]
