import pytest
from django.test import Client
from django.urls import reverse

from events.models import Job, JobState, Upload
from events.operations.office.uploads import SheetFile, keep_upload, request_sheet_job
from events.rules.office.roles import Role
from tests.builders.people import NOW, Cast
from tests.queue import run_queue

pytestmark = pytest.mark.django_db
FILE = SheetFile(kind="programme", name="programme.csv", content="标题\n开幕式\n".encode(), language="en")
GONE = "Another file has replaced it, or a day has passed since it was uploaded. Upload it again."


def upload(cast: Cast) -> Upload:
    return keep_upload(cast.conference, FILE, by=cast.members[Role.OWNER], now=NOW)


def job_for(cast: Cast, kept: Upload, deed: str) -> Job:
    leads_to = reverse("console_sheet", args=[cast.conference.slug, kept.kind, kept.code])
    return request_sheet_job(kept, {"deed": deed, "leads_to": leads_to}, by=cast.members[Role.OWNER], now=NOW)


def read(cast: Cast, address: str) -> tuple[int, str]:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(cast.members[Role.OWNER])
    answer = client.get(address)
    return answer.status_code, " ".join(answer.content.decode().split())


@pytest.mark.parametrize("deed", ["examine", "store"])
def test_the_job_of_a_file_that_was_replaced_says_so(cast: Cast, deed: str) -> None:
    job = job_for(cast, upload(cast), deed)
    newer = upload(cast)
    run_queue()
    job.refresh_from_db()
    assert (job.state, job.failure) == (JobState.FAILED, "sheet_gone")
    assert GONE in read(cast, reverse("console_job", args=[job.code]))[1]
    newer.refresh_from_db()
    assert (newer.examined_at, newer.stored_at) == (None, None)


def test_a_finished_job_leads_to_a_page_that_says_so(cast: Cast) -> None:
    job = job_for(cast, upload(cast), "examine")
    run_queue()
    job.refresh_from_db()
    assert job.state == JobState.DONE
    upload(cast)
    status, page = read(cast, job.arguments["leads_to"])
    assert (status, "This file is no longer here" in page, GONE in page) == (404, True, True)
    assert reverse("console_sheet_new", args=[cast.conference.slug, "programme"]) in page


def test_a_file_that_never_was_is_answered_in_the_same_words(cast: Cast) -> None:
    status, page = read(cast, reverse("console_sheet", args=[cast.conference.slug, "programme", "nosuch"]))
    assert (status, GONE in page) == (404, True)
