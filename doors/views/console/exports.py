"""Attendance as a spreadsheet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from doors.exporters.attendance import ATTENDANCE_EXPORT
from events.access import conference_for
from events.operations.office.exports import request_export
from events.rules.office.roles import Right
from toolkit import clock
from toolkit.pages import console_page


@console_page("POST")
def export(request: HttpRequest, conference: str) -> HttpResponse:
    """Start the export of attendance. It names people, so it requires both rights."""
    standing = conference_for(request.user, conference, Right.SEE_ATTENDANCE)
    arguments = {"language": get_language() or ""}
    job = request_export(ATTENDANCE_EXPORT, standing.conference, arguments, by=standing.user, now=clock.now())
    return redirect("console_job", code=job.code)
