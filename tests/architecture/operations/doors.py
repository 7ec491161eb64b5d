"""Operations of `doors`."""

from collections.abc import Mapping

from doors.models import Checkpoint
from doors.operations.checkpoints import add_checkpoint, change_checkpoint, remove_checkpoint
from doors.operations.devices import PairingOffer, offer_pairing, revoke
from doors.rules.edits import CheckpointEdit
from events.models import User
from tests.architecture.operations import Operation, Row
from tests.architecture.permissions import CENTRE, DOOR_LEADS
from tests.builders.doors import a_checkpoint, a_device
from tests.builders.people import NOW, Cast

EDIT = CheckpointEdit(name_zh="南门")


def _add_checkpoint(cast: Cast, by: User | None) -> Checkpoint:
    return add_checkpoint(cast.conference, EDIT, by=by, now=NOW)


def _change_checkpoint(cast: Cast, by: User | None) -> None:
    change_checkpoint(a_checkpoint(cast.conference), EDIT, categories=[], by=by, now=NOW)


def _remove_checkpoint(cast: Cast, by: User | None) -> None:
    remove_checkpoint(a_checkpoint(cast.conference), by=by, now=NOW)


def _offer_pairing(cast: Cast, by: User | None) -> PairingOffer:
    return offer_pairing(cast.conference, name="East", checkpoints=[a_checkpoint(cast.conference)], by=by, now=NOW)


def _revoke(cast: Cast, by: User | None) -> None:
    revoke(a_device(a_checkpoint(cast.conference)), by=by, now=NOW)


ROWS = [
    Row(operation=add_checkpoint, allowed=CENTRE, call=_add_checkpoint),
    Row(operation=change_checkpoint, allowed=CENTRE, call=_change_checkpoint),
    Row(operation=remove_checkpoint, allowed=CENTRE, call=_remove_checkpoint),
    Row(operation=offer_pairing, allowed=DOOR_LEADS, call=_offer_pairing),
    Row(operation=revoke, allowed=DOOR_LEADS, call=_revoke),
]
HELPERS: Mapping[Operation, str] = {}
