import pytest

from events.queries.bookings import programme_clashes
from registration.models import DelegateState, Invitation
from tests.builders.doors import a_category, a_delegate
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_room, a_session

pytestmark = pytest.mark.django_db


def test_a_room_is_too_small_for_those_invited_who_have_not_cancelled(cast: Cast) -> None:
    session = a_session(cast.conference, room=a_room(cast.conference, capacity=1), capacity=1)
    category = a_category(cast.conference)
    for number, state in enumerate(["confirmed", "applied", "confirmed", "cancelled", "confirmed"]):
        delegate = a_delegate(cast.conference, category, state=DelegateState(state))
        withdrawn_at = NOW if number == 4 else None
        Invitation.objects.create(session=session, delegate=delegate, invited_at=NOW, withdrawn_at=withdrawn_at)
    assert [clash.lacking for clash in programme_clashes(cast.conference)] == [2]
