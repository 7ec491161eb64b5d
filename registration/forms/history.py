"""Labels for the history of the rows of `registration`."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from events.extensions import Vocabulary, named
from registration.forms.words import STATES
from registration.models import Category, Delegate, Quota

VOCABULARY = Vocabulary(
    names={"category": named(Category), "quota": named(Quota), "delegate": named(Delegate)},
    models={
        "category": _("Category"),
        "quota": _("Quota"),
        "delegate": _("Delegate"),
        "credential": _("Badge code"),
        "invitation": _("Invitation"),
    },
    counted={
        "category": ngettext_lazy("%(count)s category", "%(count)s categories", "count"),
        "delegate": ngettext_lazy("%(count)s delegate", "%(count)s delegates", "count"),
        "invitation": ngettext_lazy("%(count)s invitation", "%(count)s invitations", "count"),
    },
    deeds={
        "delegates.export": pgettext_lazy("deed", "list of delegates exported"),
        "delegates.import": pgettext_lazy("deed", "imported"),
        "credential.reissue": pgettext_lazy("deed", "reissued"),
        "invite": pgettext_lazy("deed", "invited"),
        "withdraw": pgettext_lazy("deed", "withdrawn"),
        "delegate.sign_up": pgettext_lazy("deed", "signed up"),
        "delegate.confirm": pgettext_lazy("deed", "confirmed"),
        "delegate.move_up": pgettext_lazy("deed", "moved up from the waiting list"),
        "delegate.decline": pgettext_lazy("deed", "declined"),
        "delegate.cancel": pgettext_lazy("deed", "cancelled"),
        "delegate.restore": pgettext_lazy("deed", "restored"),
        "delegate.correct": pgettext_lazy("deed", "corrected"),
    },
    columns={
        "by": pgettext_lazy("history", "by way of"),
        "category": _("Category"),
        "delegate": _("Delegate"),
        "fields": pgettext_lazy("deed", "changed"),
        "is_public": _("Anybody can choose it when signing up"),
        "letter": _("Letter"),
        "needs_approval": _("Every application is approved by the organisers"),
        "note": _("Note"),
        "on_sale_from": _("Sign-up from"),
        "on_sale_until": _("Sign-up until"),
        "origin": pgettext_lazy("history", "entered by"),
        "price": _("Price"),
        "quota": _("Quota"),
        "registration": _("Registration"),
        "rights_en": _("Entitlements in English"),
        "rights_zh": _("Entitlements in Chinese"),
        "size": pgettext_lazy("quota", "Places"),
    },
    values={
        "state": STATES,
        "from": STATES,
        "to": STATES,
        "origin": {"public": pgettext_lazy("history", "the public page"), "team": pgettext_lazy("history", "the team")},
        "by": {"letter": pgettext_lazy("history", "the letter’s link")},
    },
)
