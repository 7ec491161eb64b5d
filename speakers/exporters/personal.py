"""The data that `speakers` stores about a person, for the export that the person may ask for."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.exporters.personal import fact, rows_of
from events.extensions import Fact, PersonalRecords
from events.forms.words import APPEARANCE_ROLES
from events.models import Conference, Person
from speakers.models import Appearance, Speaker

SPEAKER: Mapping[str, Promise] = {
    "state": gettext_lazy("State"),
    "biography_zh": gettext_lazy("Biography in Chinese"),
    "biography_en": gettext_lazy("Biography in English"),
    "photo": gettext_lazy("Photograph"),
}


def speaker_records(person: Person, conference: Conference) -> PersonalRecords:
    """Return the person's state, biography and photograph at this conference. One query."""
    rows = Speaker.objects.filter(person=person, conference=conference)
    return PersonalRecords(title=_("Speaker"), rows=rows_of(rows, SPEAKER))


def appearance_records(person: Person, conference: Conference) -> PersonalRecords:
    """Return where the person appears on stage, from when, and in which role. One query."""
    rows = Appearance.objects.filter(speaker__person=person, speaker__conference=conference)
    rows = rows.select_related("forum", "session", "talk").order_by("pk")
    return PersonalRecords(title=_("On stage"), rows=[_appearance(row) for row in rows])


def _appearance(row: Appearance) -> dict[str, Fact]:
    place = row.talk or row.session or row.forum
    starts_at = getattr(place, "starts_at", None)  # a forum has no time of its own
    return {
        _("Where"): str(place),
        _("Role"): str(APPEARANCE_ROLES[row.role]),
        _("From"): fact(starts_at),
    }
