"""Labels for the models, columns and actions of `speakers` in the history."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from events.extensions import Vocabulary
from speakers.models import Speaker


def _names(keys: Collection[str]) -> Mapping[str, str]:
    rows = Speaker.objects.filter(pk__in=keys).select_related("person")
    return {str(row.pk): row.person.name for row in rows}


VOCABULARY = Vocabulary(
    names={"speaker": _names},
    models={
        "speaker": pgettext_lazy("on stage", "Speaker"),
        "appearance": _("On stage"),
    },
    counted={
        "appearance": ngettext_lazy("%(count)s person on stage", "%(count)s people on stage", "count"),
    },
    deeds={
        "speakers.export": pgettext_lazy("deed", "list of people on stage exported"),
        "import schedule": pgettext_lazy("deed", "imported"),
        "programme.import": pgettext_lazy("deed", "imported"),
        "agenda.import": pgettext_lazy("deed", "agenda imported"),
        "speakers.join": pgettext_lazy("deed", "took over the appearances of"),
        "absence.add": pgettext_lazy("deed", "cannot come at a time"),
        "absence.remove": pgettext_lazy("deed", "can come again"),
    },
    columns={
        "biography_en": _("Biography in English"),
        "biography_zh": _("Biography in Chinese"),
        "manual_rank": _("Manual rank"),
        "must_not_clash": _("A clash for this person prevents publication"),
        "people": _("People on stage"),
        "photo": _("Photograph"),
    },
)
