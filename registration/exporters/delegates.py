"""The list of delegates as a spreadsheet."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from events.exporters.tables import ExportTable
from events.models import Conference
from registration.forms.words import STATES
from registration.models import Delegate
from registration.models.delegate import column_of
from registration.queries.delegates import Sought, found_delegates
from registration.rules.particulars import PARTICULARS
from toolkit.batches import in_batches
from toolkit.sheets.writing import Written

DELEGATES_EXPORT = "delegates.export"
BATCH = 500
"""Delegates that are read at once."""


def delegates_table(conference: Conference, sought: Sought) -> ExportTable:
    """Return the delegates that fit a search, in the order of the page, with headings in the present language."""
    delegates = found_delegates(conference, sought)
    return ExportTable(
        name=f"delegates-{conference.slug}",
        title=_("Delegates"),
        header=_header(),
        rows=(_row(delegate, conference) for delegate in in_batches(delegates, BATCH)),
        total=delegates.count(),
    )


def _header() -> list[str]:
    own = [str(column_of(name).verbose_name) for name in PARTICULARS]
    return [_("No."), *own, _("Category"), _("State"), _("Signed up"), _("Decided")]


def _row(delegate: Delegate, conference: Conference) -> Sequence[Written]:
    zone = conference.zone
    return [
        delegate.badge_number,
        *(getattr(delegate, name) for name in PARTICULARS),
        delegate.category.name.here,
        str(STATES[delegate.state]),
        delegate.created_at.astimezone(zone),
        delegate.decided_at.astimezone(zone) if delegate.decided_at else None,
    ]
