import errno
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from django.utils.translation import gettext_lazy as _
from django_q.models import OrmQ

from events.extensions import JobCancelled, JobFailed, JobKind, Progress, job_kinds
from events.jobs.running import run
from events.jobs.sending import sweep
from events.models import Job, JobState
from events.models.office.job import FILE_KEPT
from events.operations.office.jobs import (
    JobOrder,
    ask_to_cancel,
    claim_job,
    finish_job,
    forget_files,
    keep_result,
    note_progress,
    request_job,
)
from events.rules.office.roles import Role
from tests.builders.people import NOW, Cast
from tests.queue import run_queue
from toolkit.clock import Clock

pytestmark = pytest.mark.django_db
ORDER = JobOrder(kind="counting", key="counting:bio27")


@pytest.fixture(autouse=True)
def counting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A kind of job that counts to three and delivers what it counted."""
    counted: list[int] = []

    def count(job: Job, progress: Progress) -> None:
        for number in range(1, 4):
            progress.step(number, 3)
            counted.append(number)
        progress.deliver("counted.txt", b"1 2 3")

    monkeypatch.setitem(job_kinds, "counting", JobKind(run=count, title=_("Counting")))
    return counted


def test_a_job_stores_its_progress_and_result() -> None:
    job = request_job(ORDER, by=None, now=NOW)
    run_queue()
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.result_name) == (JobState.DONE, 3, 3, "counted.txt")
    assert job.result_file.read() == b"1 2 3"


def test_the_same_request_twice_is_one_job_until_it_is_over() -> None:
    first = request_job(ORDER, by=None, now=NOW)
    second = request_job(ORDER, by=None, now=NOW)
    assert (first, OrmQ.objects.count()) == (second, 1)
    run_queue()
    assert request_job(ORDER, by=None, now=NOW) != first


def test_a_job_cancelled_before_it_starts_does_nothing(counting: list[int]) -> None:
    job = request_job(ORDER, by=None, now=NOW)
    ask_to_cancel(job)
    run_queue()
    job.refresh_from_db()
    assert (job.state, counting) == (JobState.CANCELLED, [])


def test_a_job_cancelled_while_running_stops_at_the_next_step(
    monkeypatch: pytest.MonkeyPatch, counting: list[int]
) -> None:
    def count(job: Job, progress: Progress) -> None:
        for number in range(1, 4):
            progress.step(number, 3)
            counting.append(number)
            ask_to_cancel(job)

    monkeypatch.setitem(job_kinds, "counting", JobKind(run=count, title=_("Counting")))
    job = request_job(ORDER, by=None, now=NOW)
    run_queue()
    job.refresh_from_db()
    assert (job.state, counting) == (JobState.CANCELLED, [1])


def test_a_failed_job_stores_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(job: Job, progress: Progress) -> None:
        raise JobFailed("nobody", category="press")

    monkeypatch.setitem(job_kinds, "counting", JobKind(run=fail, title=_("Counting")))
    job = request_job(ORDER, by=None, now=NOW)
    run_queue()
    job.refresh_from_db()
    assert (job.state, job.failure, job.failure_details) == (JobState.FAILED, "nobody", {"category": "press"})


def test_a_job_that_finds_no_space_says_so(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(job: Job, progress: Progress) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setitem(job_kinds, "counting", JobKind(run=fail, title=_("Counting")))
    owner = cast.members[Role.OWNER]
    job = request_job(ORDER, by=owner, now=NOW)
    run_queue()
    job.refresh_from_db()
    client.force_login(owner)
    assert (job.state, job.failure) == (JobState.FAILED, "disk_full")
    assert "没有空间" in client.get(f"/console/jobs/{job.code}/").content.decode()


def test_a_job_whose_worker_died_is_run_again_from_the_start(counting: list[int]) -> None:
    job = request_job(ORDER, by=None, now=NOW)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, done=2, total=3)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, counting) == (JobState.DONE, [1, 2, 3])


def test_a_finished_job_delivered_again_does_nothing(counting: list[int]) -> None:
    job = request_job(ORDER, by=None, now=NOW)
    run_queue()
    run(job.pk)
    assert counting == [1, 2, 3]


def test_a_job_is_not_queued_if_its_transaction_is_rolled_back() -> None:
    with transaction.atomic():
        request_job(ORDER, by=None, now=NOW)
        transaction.set_rollback(True)
    assert (Job.objects.count(), OrmQ.objects.count()) == (0, 0)


def test_a_job_stores_its_order(cast: Cast) -> None:
    owner = cast.members[Role.OWNER]
    order = JobOrder(kind="counting", key="k", conference=cast.conference, arguments={"to": "3"})
    job = Job.objects.get(pk=request_job(order, by=owner, now=NOW).pk)
    assert (job.kind, job.key, job.conference, job.arguments) == ("counting", "k", cast.conference, {"to": "3"})
    assert (job.asked_by, job.asked_at, job.state) == (owner, NOW, JobState.QUEUED)


def test_claiming_a_job_resets_its_progress() -> None:
    job = request_job(ORDER, by=None, now=NOW)
    Job.objects.update(done=2, total=3)
    claimed = claim_job(job.pk, now=NOW)
    assert claimed is not None
    assert (claimed.state, claimed.started_at, claimed.done, claimed.total) == (JobState.RUNNING, NOW, 0, 0)


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.CANCELLED])
def test_a_finished_job_is_left_unchanged(state: JobState) -> None:
    job = request_job(ORDER, by=None, now=NOW)
    Job.objects.update(state=state)
    assert claim_job(job.pk, now=NOW) is None
    ask_to_cancel(job)
    finish_job(job, JobState.DONE, now=NOW)
    job.refresh_from_db()
    assert (job.state, job.cancel_asked, job.finished_at) == (state, False, None)


def test_a_job_cancelled_before_it_starts_ends_when_it_is_claimed() -> None:
    job = request_job(ORDER, by=None, now=NOW)
    ask_to_cancel(job)
    assert claim_job(job.pk, now=NOW) is None
    job.refresh_from_db()
    assert (job.state, job.finished_at) == (JobState.CANCELLED, NOW)


def test_progress_is_stored_until_the_job_is_cancelled() -> None:
    job = request_job(ORDER, by=None, now=NOW)
    note_progress(job, done=1, total=3)
    ask_to_cancel(job)
    with pytest.raises(JobCancelled):
        note_progress(job, done=2, total=3)
    job.refresh_from_db()
    assert (job.done, job.total) == (1, 3)


def test_a_second_run_replaces_the_result_of_the_first() -> None:
    job = request_job(ORDER, by=None, now=NOW)
    keep_result(job, name="a.txt", content=b"first")
    keep_result(job, name="b.txt", content=b"second")
    job.refresh_from_db()
    assert (job.result_file.name, job.result_name) == (f"jobs/{job.code}", "b.txt")
    assert job.result_file.read() == b"second"


def test_only_a_running_job_can_end_and_its_failure_is_stored_shortened() -> None:
    job = request_job(ORDER, by=None, now=NOW)
    finish_job(job, JobState.DONE, now=NOW)
    assert Job.objects.get().state == JobState.QUEUED
    claim_job(job.pk, now=NOW)
    finish_job(job, JobState.FAILED, now=NOW, failure="x" * 61, details={"n": 1})
    ended = Job.objects.get()
    assert (ended.state, ended.finished_at, ended.failure, ended.failure_details) == (
        JobState.FAILED,
        NOW,
        "x" * 60,
        {"n": 1},
    )


def a_job_with_a_file(key: str, **fields: object) -> Job:
    job = Job.objects.create(kind="counting", key=key, asked_at=NOW, **fields)
    keep_result(job, name=f"{key}.txt", content=b"1 2 3")
    return job


def left(job: Job) -> tuple[bool, bool]:
    """Whether the row still names a file, and whether the file is still there."""
    path = f"jobs/{job.code}"
    return bool(Job.objects.get(pk=job.pk).result_file), job.result_file.storage.exists(path)


def test_files_are_deleted_when_they_expire_whatever_became_of_their_job() -> None:
    done = a_job_with_a_file("done", state=JobState.DONE, finished_at=NOW)
    failed = a_job_with_a_file("failed", state=JobState.FAILED, finished_at=NOW)
    stuck = a_job_with_a_file("stuck", state=JobState.RUNNING)
    later = a_job_with_a_file("later", state=JobState.DONE, finished_at=NOW + timedelta(seconds=1))
    jobs = [done, failed, stuck, later]

    forget_files(now=NOW + FILE_KEPT - timedelta(seconds=1))
    assert [left(job) for job in jobs] == [(True, True)] * 4
    forget_files(now=NOW + FILE_KEPT)
    assert [left(job) for job in jobs] == [(False, False)] * 3 + [(True, True)]
    assert Job.objects.get(pk=done.pk).result_name == "done.txt"


def test_a_file_that_somebody_has_deleted_already_stops_nothing() -> None:
    gone = a_job_with_a_file("gone", state=JobState.DONE, finished_at=NOW)
    other = a_job_with_a_file("other", state=JobState.DONE, finished_at=NOW)
    gone.result_file.storage.delete(f"jobs/{gone.code}")
    forget_files(now=NOW + FILE_KEPT)
    assert [left(job) for job in (gone, other)] == [(False, False)] * 2


def test_the_sweep_deletes_expired_files(settings: LazySettings) -> None:
    job = a_job_with_a_file("done", state=JobState.DONE, finished_at=NOW)
    settings.CLOCK = Clock(starts_at=NOW + FILE_KEPT, stands=True, started=NOW)
    sweep()
    assert left(job) == (False, False)
