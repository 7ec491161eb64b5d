"""Labels for the enums of `speakers`."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from speakers.models import SpeakerState

STATES: Mapping[str, Promise] = {
    SpeakerState.INVITED: pgettext_lazy("speaker", "Invited"),
    SpeakerState.CONFIRMED: pgettext_lazy("speaker", "Confirmed"),
    SpeakerState.DECLINED: pgettext_lazy("speaker", "Declined"),
    SpeakerState.WITHDRAWN: pgettext_lazy("speaker", "Withdrawn"),
}
NOT_A_NAME = _("This is not one person's name of at most 60 characters.")
