"""Files that jobs have made: who may fetch them, and until when."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from events.extensions import job_kinds
from events.models import Job, JobState, Membership
from events.models.office.job import FILE_KEPT
from events.operations.office.jobs import keep_result
from events.rules.office.roles import Grant, Role, rights_in
from registration.exporters.delegates import DELEGATES_EXPORT
from tests.builders.people import NOW, Cast
from toolkit.clock import Clock

pytestmark = pytest.mark.django_db
WITH_FILES = sorted(name for name, kind in job_kinds.items() if kind.rights)


def a_finished_job(cast: Cast, kind: str, role: Role = Role.OWNER) -> Job:
    job = Job.objects.create(
        kind=kind,
        key=kind,
        conference=cast.conference,
        asked_by=cast.members[role],
        asked_at=NOW,
        finished_at=NOW,
        state=JobState.DONE,
    )
    keep_result(job, name="list.xlsx", content=b"names")
    return job


def fetched(cast: Cast, job: Job, role: Role = Role.OWNER) -> tuple[int, int]:
    """Return the statuses of the job's page and of its file."""
    client = Client()
    client.force_login(cast.members[role])
    return client.get(page_of(job)).status_code, client.get(file_of(job)).status_code


def page_of(job: Job) -> str:
    return reverse("console_job", kwargs={"code": job.code})


def file_of(job: Job) -> str:
    return reverse("console_job_file", kwargs={"code": job.code})


def test_the_kinds_with_files_are_these() -> None:
    assert WITH_FILES == ["attendance.export", "badges", "delegates.export", "forums.export", "speakers.export"]


@pytest.mark.parametrize("kind", WITH_FILES)
def test_the_rights_of_the_kind_are_asked_at_every_download(cast: Cast, kind: str, at_nine: None) -> None:
    job, owner = a_finished_job(cast, kind), cast.members[Role.OWNER]
    assert fetched(cast, job) == (200, 200)
    membership = Membership.objects.filter(user=owner)
    for role in set(Role) - {Role.FORUM_SECRETARY}:  # whose rights are those of a forum
        membership.update(role=role.value)
        may = rights_in([Grant(role=role)], conference_id=cast.conference.pk).issuperset(job_kinds[kind].rights)
        assert fetched(cast, job) == ((200, 200) if may else (403, 403)), role
    membership.delete()
    assert fetched(cast, job) == (404, 404)


def test_a_file_of_a_kind_that_needs_no_right_is_never_served(cast: Cast, at_nine: None) -> None:
    kinds = ["sheet", "a kind of an older version"]
    assert [fetched(cast, a_finished_job(cast, kind)) for kind in kinds] == [(200, 404)] * 2


def test_a_file_expires_and_its_page_says_when(cast: Cast, settings: LazySettings) -> None:
    job = a_finished_job(cast, DELEGATES_EXPORT)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(cast.members[Role.OWNER])

    settings.CLOCK = Clock(starts_at=NOW + FILE_KEPT - timedelta(minutes=1), stands=True, started=NOW)
    words = " ".join(client.get(page_of(job)).content.decode().split())
    assert ">19 April, 09:12</time>; then it is deleted." in words
    assert client.get(file_of(job)).status_code == 200

    settings.CLOCK = Clock(starts_at=NOW + FILE_KEPT, stands=True, started=NOW)
    answer = client.get(file_of(job), follow=True)
    assert answer.redirect_chain == [(page_of(job), 302)]
    words = " ".join(answer.content.decode().split())
    assert "list.xlsx was deleted on" in words
    assert "Make it again" in words
    assert file_of(job) not in words
