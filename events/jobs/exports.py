"""Export lists as spreadsheets, in a worker."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from django.conf import settings
from django.utils import translation

from events.access import REACH
from events.exporters.board import board_table
from events.exporters.tables import ExportTable
from events.extensions import JobFailed, Progress
from events.models import Conference, Job
from events.operations.office.exports import record_export
from events.rules.office.reach import Reach
from toolkit import clock
from toolkit.sheets.writing import Written, xlsx_bytes

STEP = 500
"""Rows between two writes of the progress."""


def deliver_table(job: Job, progress: Progress, make: Callable[[Conference, Mapping[str, str]], ExportTable]) -> None:
    """Write the list that `make` returns for the job's conference and arguments, in the language of who asked."""
    if job.conference is None:
        raise JobFailed("unexpected")
    with translation.override(job.arguments.get("language", settings.LANGUAGE_CODE)):
        table = make(job.conference, job.arguments)
        content = xlsx_bytes(table.header, _counted(table, progress), title=table.title)
    progress.deliver(f"{table.name}.xlsx", content)
    record_export(job, rows=table.total, now=clock.now())


def export_board(job: Job, progress: Progress) -> None:
    """Write the board of the forums that the job's reach covers."""
    deliver_table(job, progress, _board)


def _board(conference: Conference, arguments: Mapping[str, str]) -> ExportTable:
    return board_table(conference, Reach.read(arguments[REACH]), knows_closed=bool(arguments["knows_closed"]))


def _counted(table: ExportTable, progress: Progress) -> Iterator[Sequence[Written]]:
    progress.step(0, table.total)
    for done, row in enumerate(table.rows, start=1):
        yield row
        if done % STEP == 0:
            progress.step(done, table.total)
    progress.step(table.total, table.total)
