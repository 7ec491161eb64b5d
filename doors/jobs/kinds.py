"""The kinds of jobs that `doors` runs."""

from django.utils.translation import gettext_lazy as _

from doors.jobs.exports import export_attendance
from events.extensions import JobKind
from events.rules.office.roles import Right

ATTENDANCE = JobKind(
    run=export_attendance,
    title=_("Attendance to Excel"),
    page="console_attendance",
    rights=(Right.SEE_ATTENDANCE, Right.SEE_DELEGATES),
)
