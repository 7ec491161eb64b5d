"""Writing a list while other processes write to the database."""

from collections.abc import Iterator, Mapping
from threading import Thread

import pytest
from django.db import connection

from events.exporters.tables import ExportTable
from events.jobs import exports
from events.jobs.running import RowProgress
from events.models import AuditEntry, Conference, Job, JobState, Organisation
from events.operations.office.jobs import claim_job
from tests.builders.exports import read_export
from tests.builders.people import NOW, a_conference, an_organisation
from toolkit.batches import in_batches


def _write_elsewhere(name: str) -> None:
    def write() -> None:
        an_organisation(name)
        connection.close()

    thread = Thread(target=write)
    thread.start()
    thread.join()


def _organisations(_conference: Conference, _arguments: Mapping[str, str]) -> ExportTable:
    return ExportTable(name="x", title="X", header=["Slug"], rows=_slugs(), total=2)


def _slugs() -> Iterator[list[str]]:
    for row in in_batches(Organisation.objects.order_by("slug"), 1):
        _write_elsewhere(f"while-{row.slug}")
        yield [row.slug]


@pytest.mark.django_db(transaction=True)
def test_progress_is_stored_while_rows_are_read_and_others_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "STEP", 1)
    conference = a_conference(an_organisation("o0"))
    an_organisation("o1")
    made = Job.objects.create(kind="x.export", key="x", conference=conference, asked_at=NOW)
    job = claim_job(made.pk, now=NOW)
    assert job is not None

    exports.deliver_table(job, RowProgress(job), _organisations)
    job.refresh_from_db()
    assert (job.done, job.total, job.state, job.result_name) == (2, 2, JobState.RUNNING, "x.xlsx")
    assert read_export(job) == [["Slug"], ["o0"], ["o1"]]
    assert AuditEntry.objects.get().details == {"rows": 2}
