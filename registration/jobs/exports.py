"""Exporting the list of delegates, in a worker."""

from collections.abc import Mapping

from events.exporters.tables import ExportTable
from events.extensions import Progress
from events.jobs.exports import deliver_table
from events.models import Conference, Job
from registration.exporters.delegates import delegates_table
from registration.queries.delegates import Sought


def export_delegates(job: Job, progress: Progress) -> None:
    """Write the delegates that the job's arguments select."""
    deliver_table(job, progress, _table)


def _table(conference: Conference, arguments: Mapping[str, str]) -> ExportTable:
    sought = Sought(text=arguments["text"], state=arguments["state"], category=arguments["category"])
    return delegates_table(conference, sought)
