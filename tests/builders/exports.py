"""Exports, as a worker writes them and a reader opens them."""

import io
from datetime import datetime

from openpyxl import load_workbook

from events.models import Conference, Job, JobState, User
from events.operations.office.exports import request_export
from tests.builders.people import NOW
from tests.queue import run_queue

Value = str | int | float | bool | datetime | None


def an_export(kind: str, conference: Conference, by: User, **arguments: str) -> Job:
    """A list that a worker has written."""
    job = request_export(kind, conference, {"language": "en", **arguments}, by=by, now=NOW)
    run_queue()
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.failure
    return job


def read_export(job: Job) -> list[list[Value]]:
    """The rows of the file, headings first."""
    with job.result_file.open() as kept:
        return read_workbook(kept.read())


def read_workbook(content: bytes) -> list[list[Value]]:
    """The rows of a workbook's only sheet."""
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return [[cell.value for cell in row] for row in sheet.iter_rows()]  # type: ignore[misc]  # openpyxl's cells
