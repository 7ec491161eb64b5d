"""Why a deed of the editor was refused, in words."""

from zoneinfo import ZoneInfo

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.access import Denied
from events.forms.deeds import who
from events.forms.moving import FAULTS as MOVE_FAULTS
from events.forms.times import times_words
from events.forms.words import Words
from events.operations.journal import UndoFault, UndoRefused
from events.operations.moving import MoveRefused
from events.operations.office.changes import Overtaken, Vanished
from events.operations.running_order import OrderFault, OrderRefused
from events.operations.times import TimesRefused
from events.operations.wishes import WasFirst
from toolkit.pages import UNFIT

Second = Overtaken | Vanished | UndoRefused
Refused = Denied | TimesRefused | OrderRefused | MoveRefused | ObjectDoesNotExist


ORDER_FAULTS: Words = {
    OrderFault.NO_LENGTH: gettext_lazy("A talk lasts a minute at least."),
    OrderFault.TOO_LONG: gettext_lazy("A talk lasts a day at most."),
    OrderFault.NOT_IN_A_SESSION: gettext_lazy("The talk is in no session."),
    OrderFault.ONE_AND_THE_SAME: gettext_lazy("These are one and the same."),
}


def second_in_words(second: Second) -> str:
    """Say to somebody who was second what has happened."""
    if isinstance(second, UndoRefused):
        return _undo_refused(second)
    if isinstance(second, WasFirst):
        return _("%(who)s was first: this has just been moved. Nothing was changed.") % {"who": who(second.by)}
    return _("Somebody else has just changed or removed this. Nothing was changed.")


def refused_in_words(refused: Refused, zone: ZoneInfo) -> tuple[int, str]:
    """Return the status of the answer, and why nothing was done."""
    if isinstance(refused, Denied):
        return 403, _("You may not change this.")
    if isinstance(refused, TimesRefused):
        return UNFIT, times_words(refused.fault, refused.about, zone)
    if isinstance(refused, OrderRefused):
        return UNFIT, str(ORDER_FAULTS[refused.fault])
    if isinstance(refused, MoveRefused):
        return UNFIT, str(MOVE_FAULTS[refused.fault])
    return 404, _("This conference has no such forum or room.")


def _undo_refused(refused: UndoRefused) -> str:
    if refused.fault is UndoFault.NOTHING:
        return _("There is nothing to take back.")
    if refused.fault is UndoFault.NOT_THE_LAST:
        return _("You have changed something else since, or taken this back already. Nothing was taken back.")
    if refused.fault is UndoFault.CHANGED_SINCE:
        return _("%(who)s has changed the same thing since. Nothing was taken back.") % {"who": who(refused.by)}
    if refused.fault is UndoFault.IN_USE:
        return _("What was added is in use by now. Nothing was taken back.")
    return _("It would be outside the days of the conference by now. Nothing was taken back.")
