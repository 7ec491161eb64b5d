"""Attendance: people at each checkpoint, the latest scans, and records to review."""

from django.http import HttpRequest, HttpResponse

from doors.queries.attendance import silent_devices
from doors.queries.board import calendar_of, day_to_show
from doors.queries.desk import door_counts, latest_scans
from doors.queries.presence import people_inside
from doors.queries.review import double_admissions, doubtful_times, overrides, records_kept_apart, to_review
from doors.rules.admission import Verdict
from events.access import conference_for
from events.rules.office.roles import Right
from events.views.console.page import show
from toolkit import clock
from toolkit.pages import console_page, wants_part

REVIEWED = ("doubles", "overrides", "doubtful", "apart")


@console_page("GET", "HEAD")
def attendance(request: HttpRequest, conference: str) -> HttpResponse:
    """Show the checkpoints with the day's counts, and the latest scans. The page refreshes itself."""
    standing = conference_for(request.user, conference, Right.SEE_ATTENDANCE)
    row, now = standing.conference, clock.now()
    day = day_to_show(row, now=now)
    since = calendar_of(row).begin_of(day)
    inside = people_inside(row.pk, since=since)
    verdict = request.GET.get("verdict", "")
    context = {
        "day": day,
        "doors": [(door, inside.get(door.checkpoint.pk, 0)) for door in door_counts(row, since=since)],
        "silent": silent_devices(row.pk, now=now),
        "scans": latest_scans(row, since=since, verdict=verdict if verdict in set(Verdict) else ""),
        "verdict": verdict,
        "to_review": to_review(row),
        "shows_names": standing.may(Right.SEE_DELEGATES),
    }
    part = wants_part(request)
    template = "doors/console/attendance_live.html" if part else "doors/console/attendance.html"
    return show(request, standing, template, context, here="console_attendance")


@console_page("GET", "HEAD")
def review(request: HttpRequest, conference: str) -> HttpResponse:
    """Show double admissions, overrides, doubtful times and quarantined records."""
    standing = conference_for(request.user, conference, Right.SEE_ATTENDANCE)
    asked = request.GET.get("show", "")
    context = {
        "asked": asked if asked in REVIEWED else REVIEWED[0],
        "doubles": double_admissions(standing.conference),
        "overrides": overrides(standing.conference),
        "doubtful": doubtful_times(standing.conference),
        "apart": records_kept_apart(standing.conference),
        "shows_names": standing.may(Right.SEE_DELEGATES),
    }
    return show(request, standing, "doors/console/review.html", context, here="console_attendance")
