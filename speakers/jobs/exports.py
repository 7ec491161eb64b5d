"""The job that exports the people on stage."""

from collections.abc import Mapping

from events.access import REACH
from events.exporters.tables import ExportTable
from events.extensions import Progress
from events.jobs.exports import deliver_table
from events.models import Conference, Job
from events.rules.office.reach import Reach
from speakers.exporters.speakers import speakers_table


def export_speakers(job: Job, progress: Progress) -> None:
    """Write the spreadsheet of the speakers that the job's arguments select."""
    deliver_table(job, progress, _table)


def _table(conference: Conference, arguments: Mapping[str, str]) -> ExportTable:
    reach = Reach.read(arguments[REACH])
    return speakers_table(conference, arguments["text"], reach, knows_closed=bool(arguments["knows_closed"]))
