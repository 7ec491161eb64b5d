"""Attendance as a spreadsheet."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doors.queries.visits import Visit, count_visits, visits
from events.exporters.tables import ExportTable
from events.models import Conference
from toolkit.sheets.writing import Written

ATTENDANCE_EXPORT = "attendance.export"


def attendance_table(conference: Conference) -> ExportTable:
    """Return who came through which door on which day, in at first and out at last, in the conference's zone."""
    return ExportTable(
        name=f"attendance-{conference.slug}",
        title=_("Attendance"),
        header=_header(),
        rows=(_row(visit, conference.zone) for visit in visits(conference)),
        total=count_visits(conference),
    )


def _header() -> list[str]:
    return [
        *(_("Day"), pgettext("checkpoint", "Door"), _("No."), pgettext("person", "Name"), _("Name in Latin letters")),
        *(_("Institution"), _("Category"), _("First entry"), _("Last exit")),
    ]


def _row(visit: Visit, zone: ZoneInfo) -> Sequence[Written]:
    return [
        visit.day,
        *(visit.door.here, visit.number, visit.name, visit.name_latin),
        *(visit.institution.here, visit.category.here),
        visit.first_in.astimezone(zone) if visit.first_in else None,
        visit.last_out.astimezone(zone) if visit.last_out else None,
    ]
