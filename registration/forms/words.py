"""Labels for the enumerations of `registration`."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registration.models import DelegateState

Words = Mapping[str, Promise]

STATES: Words = {
    DelegateState.APPLIED: pgettext_lazy("delegate", "Applied"),
    DelegateState.CONFIRMED: pgettext_lazy("delegate", "Confirmed"),
    DelegateState.WAITLISTED: pgettext_lazy("delegate", "On the waiting list"),
    DelegateState.DECLINED: pgettext_lazy("delegate", "Declined"),
    DelegateState.CANCELLED: pgettext_lazy("delegate", "Cancelled"),
}

BILINGUAL: Words = {"institution": _("Institution"), "post": _("Post")}
"""Labels of bilingual particulars that name no language."""
