"""Exporting attendance, in a worker."""

from doors.exporters.attendance import attendance_table
from events.extensions import Progress
from events.jobs.exports import deliver_table
from events.models import Job


def export_attendance(job: Job, progress: Progress) -> None:
    """Write who came through which door."""
    deliver_table(job, progress, lambda conference, _arguments: attendance_table(conference))
