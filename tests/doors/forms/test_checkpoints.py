"""The form of a checkpoint."""

from django import forms

from doors.forms.checkpoints import CheckpointForm
from doors.models import Checkpoint
from events.models import Session
from events.rules.programme import SessionAccess
from tests.builders.doors import a_checkpoint, a_closed_meeting
from tests.builders.people import Cast
from tests.builders.programme import a_session


def _lists(door: Checkpoint) -> list[Session]:
    field = CheckpointForm(instance=door).fields["session"]
    assert isinstance(field, forms.ModelChoiceField)
    return list(field.queryset or [])


def test_a_door_can_only_use_the_list_of_a_session_by_invitation(cast: Cast) -> None:
    a_session(cast.conference)
    a_session(cast.conference, access=SessionAccess.SIGN_UP.value)
    meeting = a_closed_meeting(cast.conference)
    assert _lists(Checkpoint(conference=cast.conference)) == [meeting]


def test_a_door_that_uses_a_session_by_sign_up_keeps_it(cast: Cast) -> None:
    workshop = a_session(cast.conference, access=SessionAccess.SIGN_UP.value)
    door = a_checkpoint(cast.conference, session=workshop)
    assert _lists(door) == [workshop]
