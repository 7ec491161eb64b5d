"""Test the job that prints badges."""

from events.models import Job, JobState
from events.operations.office.jobs import ask_to_cancel
from events.rules.office.roles import Role
from registration.models import BadgePrint
from registration.operations.credentials import issue_credential
from registration.operations.printing import request_badges
from registration.queries.badges import BadgeSelection
from registration.rules.printing import Paper
from tests import paper
from tests.builders.doors import a_category, a_delegate
from tests.builders.people import NOW, Cast
from tests.queue import run_queue


def order(cast: Cast, selection: BadgeSelection) -> Job:
    return request_badges(cast.conference, selection, paper=Paper.A4, by=cast.members[Role.REGISTRAR], now=NOW)


def test_a_worker_prints_reports_progress_and_stores_the_file(cast: Cast) -> None:
    for category in ("guest", "delegate"):
        for number in range(5):
            made = a_delegate(cast.conference, a_category(cast.conference, f"{category}{number}"), f"林{category}")
            issue_credential(made, now=NOW)
    job = order(cast, BadgeSelection(category="guest3", since=NOW, unprinted=True))
    run_queue()
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (JobState.DONE, 1, 1)
    assert job.result_name == "badges-bio27.pdf"
    with job.result_file.open() as kept:
        assert "林guest" in paper.text(kept.read())
    assert list(BadgePrint.objects.values_list("printed_by", "occasion")) == [
        (cast.members[Role.REGISTRAR].pk, f"job {job.code}")
    ]


def test_asking_twice_is_one_job(cast: Cast) -> None:
    assert order(cast, BadgeSelection()) == order(cast, BadgeSelection())
    assert order(cast, BadgeSelection()) != order(cast, BadgeSelection(unprinted=True))


def test_a_job_without_badges_fails_with_a_reason(cast: Cast) -> None:
    job = order(cast, BadgeSelection())
    run_queue()
    job.refresh_from_db()
    assert (job.state, job.failure) == (JobState.FAILED, "nobody")


def test_a_cancelled_job_prints_nothing(cast: Cast) -> None:
    issue_credential(a_delegate(cast.conference, a_category(cast.conference)), now=NOW)
    job = order(cast, BadgeSelection())
    ask_to_cancel(job)
    run_queue()
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert not BadgePrint.objects.exists()
