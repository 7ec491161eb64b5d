import pytest
from django.core.exceptions import ObjectDoesNotExist

from doors.operations.checkpoints import add_checkpoint, change_checkpoint, remove_checkpoint
from doors.rules.edits import CheckpointEdit
from events.models import AuditEntry, Room
from events.operations.office.changes import InUse
from tests.builders.doors import a_category, a_device
from tests.builders.people import NOW, Cast
from tests.builders.programmes import a_session


def test_a_change_of_categories_is_stored_and_audited(cast: Cast) -> None:
    delegate, press = a_category(cast.conference), a_category(cast.conference, "press", name_zh="媒体")
    door = add_checkpoint(cast.conference, CheckpointEdit(name_zh="南门"), categories=[delegate], by=None, now=NOW)
    change_checkpoint(door, CheckpointEdit(name_zh="南门"), categories=[delegate, press], by=None, now=NOW)
    assert set(door.categories.all()) == {delegate, press}
    assert AuditEntry.objects.get(deed="change").details == {"categories": ["正式代表", "媒体, 正式代表"]}


def test_a_checkpoint_with_a_device_cannot_be_removed(cast: Cast) -> None:
    door = add_checkpoint(cast.conference, CheckpointEdit(name_zh="南门"), by=None, now=NOW)
    a_device(door)
    with pytest.raises(InUse) as refusal:
        remove_checkpoint(door, by=None, now=NOW)
    assert refusal.value.by == {"device": 1}


@pytest.mark.parametrize("what", ["room", "session", "category"])
def test_a_checkpoint_cannot_refer_to_another_conference(cast: Cast, what: str) -> None:
    theirs = cast.neighbours_conference
    room = Room.objects.create(conference=theirs, name_zh="邻室") if what == "room" else None
    session = a_session(theirs, None) if what == "session" else None
    categories = [a_category(theirs)] if what == "category" else []
    edit = CheckpointEdit(name_zh="南门", room_id=room.pk if room else None, session_id=session.pk if session else None)
    with pytest.raises(ObjectDoesNotExist):
        add_checkpoint(cast.conference, edit, categories=categories, by=None, now=NOW)
    ours = add_checkpoint(cast.conference, CheckpointEdit(name_zh="南门"), by=None, now=NOW)
    with pytest.raises(ObjectDoesNotExist):
        change_checkpoint(ours, edit, categories=categories, by=None, now=NOW)
