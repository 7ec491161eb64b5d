"""The form of a session."""

from events.forms.session import OFFERED_ACCESS, SessionForm
from events.models import Session
from events.rules.programme import SessionAccess
from tests.builders.people import Cast
from tests.builders.programme import a_session


def _offered(session: Session) -> list[str]:
    return [value for value, _label in SessionForm(instance=session).fields["access"].choices]  # type: ignore[attr-defined]  # a ChoiceField


def test_a_session_can_be_open_or_by_invitation_but_not_by_sign_up(cast: Cast) -> None:
    assert list(OFFERED_ACCESS) == [SessionAccess.OPEN, SessionAccess.INVITATION]
    assert _offered(Session(conference=cast.conference)) == ["open", "invitation"]
    assert _offered(a_session(cast.conference)) == ["open", "invitation"]


def test_a_session_that_is_by_sign_up_already_keeps_it_until_somebody_chooses_otherwise(cast: Cast) -> None:
    session = a_session(cast.conference, access=SessionAccess.SIGN_UP.value)
    assert _offered(session) == ["open", "invitation", "sign_up"]
    assert SessionForm(instance=session)["access"].value() == "sign_up"
