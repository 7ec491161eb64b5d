"""Words for the closed lists of `doors`: kinds of doors, directions, verdicts, reasons, the board."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doors.rules.admission import CheckpointKind, DoorDirection, Reason, Verdict
from doors.rules.board import ForumStatus, Square

Words = Mapping[str, Promise]

DOOR_KINDS: Words = {
    CheckpointKind.ORDINARY: _("Ordinary: asks a supervisor when in doubt"),
    CheckpointKind.CLOSED: _("Closed: refuses when in doubt"),
}
DIRECTIONS: Words = {
    DoorDirection.IN: pgettext_lazy("door", "In"),
    DoorDirection.OUT: pgettext_lazy("door", "Out"),
    DoorDirection.BOTH: pgettext_lazy("door", "Both ways"),
}
VERDICTS: Words = {
    Verdict.ADMIT: pgettext_lazy("door", "Admitted"),
    Verdict.REFUSE: pgettext_lazy("door", "Refused"),
    Verdict.ASK: pgettext_lazy("door", "Asked"),
}
REASONS: Words = {
    Reason.OK: pgettext_lazy("door", "OK"),
    Reason.MALFORMED: _("not one of our codes"),
    Reason.UNKNOWN: _("unknown code"),
    Reason.OTHER_CONFERENCE: _("another conference's code"),
    Reason.REVOKED: _("replaced badge"),
    Reason.NOT_CONFIRMED: _("not confirmed"),
    Reason.UNPAID: _("not paid"),
    Reason.CANCELLED: pgettext_lazy("door", "cancelled"),
    Reason.WRONG_DAY: _("wrong day"),
    Reason.OUTSIDE_HOURS: _("outside opening hours"),
    Reason.CATEGORY_NOT_ADMITTED: _("category not admitted"),
    Reason.NOT_INVITED: _("not invited"),
    Reason.NO_PLACE: _("no place in the session"),
    Reason.ALREADY_IN: _("already inside"),
    Reason.ROOM_FULL: _("room full"),
    Reason.WRONG_DIRECTION: _("left without entering"),
    Reason.LIST_LEASE_OVER: _("the scanner's list is too old"),
    Reason.PRACTICE: _("practice"),
}
NOTES: Words = {
    "host": _("The host asks for it"),
    "identity": _("Identity checked by document"),
    "left": _("Had left without being scanned"),
    "seat_found": _("A seat was free"),
    "no_seat": _("No seat was free"),
    "not_the_person": _("Not the person on the badge"),
}
"""The reasons of an override that the scanner offers. Any other is in somebody's own words."""
FORUM_STATUSES: Words = {
    ForumStatus.SPEAKER_MISSING: pgettext_lazy("board", "speaker missing"),
    ForumStatus.OVERFULL: pgettext_lazy("board", "over capacity"),
    ForumStatus.NO_CHAIR: pgettext_lazy("board", "no chair"),
    ForumStatus.NO_ROOM: pgettext_lazy("board", "no room"),
    ForumStatus.DRAFTING: pgettext_lazy("board", "drafting"),
    ForumStatus.SUBMITTED: pgettext_lazy("board", "to approve"),
    ForumStatus.NOT_TODAY: pgettext_lazy("board", "not on this day"),
    ForumStatus.FINE: pgettext_lazy("board", "OK"),
}
SQUARES: Words = {
    Square.GIVEN: _("given"),
    Square.READY: _("ready"),
    Square.SHORT: _("speaker to be confirmed"),
    Square.ABSENT: _("not here yet"),
    Square.ACT: _("act now"),
}
ALL: Mapping[str, Words] = {
    "door_kind": DOOR_KINDS,
    "direction": DIRECTIONS,
    "verdict": VERDICTS,
    "reason": REASONS,
    "note": NOTES,
    "forum_status": FORUM_STATUSES,
}
