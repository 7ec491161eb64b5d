import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_q.models import OrmQ

from events.extensions import JobFailed, JobKind, Progress, job_kinds
from events.jobs.running import run
from events.models import Job, JobState
from events.operations.office.jobs import JobOrder, ask_to_cancel, request_job
from tests.builders.people import NOW
from tests.queue import run_queue

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


def test_a_job_tells_how_far_it_came_and_keeps_its_result() -> None:
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


def test_a_job_cancelled_on_its_way_stops_at_the_next_step(
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


def test_a_job_that_cannot_be_done_says_why_in_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(job: Job, progress: Progress) -> None:
        raise JobFailed("nobody", category="press")

    monkeypatch.setitem(job_kinds, "counting", JobKind(run=fail, title=_("Counting")))
    job = request_job(ORDER, by=None, now=NOW)
    run_queue()
    job.refresh_from_db()
    assert (job.state, job.failure, job.failure_details) == (JobState.FAILED, "nobody", {"category": "press"})


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


def test_a_job_undone_with_its_transaction_is_not_queued() -> None:
    with transaction.atomic():
        request_job(ORDER, by=None, now=NOW)
        transaction.set_rollback(True)
    assert (Job.objects.count(), OrmQ.objects.count()) == (0, 0)
