"""What `doors` keeps about a person, for that person."""

from django.utils.translation import gettext as _

from doors.forms.words import REASONS, VERDICTS
from doors.models import Scan
from events.exporters.personal import fact
from events.extensions import Fact, PersonalRecords
from events.models import Conference, Person
from registration.exporters.personal import delegates_of


def scan_records(person: Person, conference: Conference) -> PersonalRecords:
    """Everything that was recorded at doors about the person's badges."""
    rows = Scan.objects.filter(delegate__in=delegates_of(person, conference)).select_related("checkpoint")
    return PersonalRecords(title=_("Doors"), rows=[_scan(row) for row in rows.order_by("effective_at", "pk")])


def _scan(row: Scan) -> dict[str, Fact]:
    return {
        _("Door"): row.checkpoint.name.here,
        _("When"): fact(row.effective_at),
        _("Verdict"): str(VERDICTS.get(row.verdict, row.verdict)),
        _("Reason"): str(REASONS.get(row.reason, row.reason)),
        _("Note"): row.note,
    }
