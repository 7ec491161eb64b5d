"""Public pages that are ready before anybody asks."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client

from events.jobs.warming import warm_pages
from events.models import ConferenceState
from events.operations.conferences import move_conference
from events.operations.publishing import publish
from events.queries.releases import current_release
from tests.builders.people import NOW, Cast
from tests.builders.programmes import a_programme, a_talk
from tests.queue import run_queue

pytestmark = pytest.mark.django_db
PAGES = [
    *("", "programme/", f"programme/{NOW.date()}/", "programme/words.json", "forums/1/"),
    *("schedule.xml", "schedule.json", "schedule.ics"),
]


def bytes_of(client: Client, page: str) -> bytes:
    return client.get(page).content


def a_page_made_again(response: HttpResponse, key: str, *, by_day: bool) -> None:
    pytest.fail(f"a page was made again: {response.content[:300]!r}")


def made_by_visits(address: str, pages: list[str]) -> dict[str, bytes]:
    """Return the pages as a process makes them that finds none ready."""
    caches["ready_pages"].clear()
    caches["pages"].clear()
    return {page: bytes_of(Client(), f"{address}{page}") for page in pages}


@pytest.mark.parametrize("address", ["/en/bio27/", "/zh-hans/bio27/"])
def test_the_first_visitor_gets_the_page_that_the_job_made(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    small = a_programme(cast.conference, cast.forum)
    pages = [*PAGES, f"sessions/{small.closed.code}/", *(f"talks/{each.code}/" for each in small.talks)]
    publish(cast.conference, by=None, now=NOW)
    expected = made_by_visits(address, pages)
    run_queue()
    caches["pages"].clear()
    monkeypatch.setattr("events.views.released._page", a_page_made_again)
    assert {page: bytes_of(Client(), f"{address}{page}") for page in pages} == expected


@pytest.mark.parametrize("days", [0, 1, 2])
def test_after_midnight_the_pages_of_the_new_day_are_ready(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    conference, pages = cast.conference, ["", "programme/", f"programme/{NOW.date()}/"]
    a_programme(conference, cast.forum)
    conference.starts_on, conference.ends_on = NOW.date(), NOW.date() + timedelta(days=1)
    conference.save()
    monkeypatch.setattr("toolkit.clock.now", lambda: NOW - timedelta(days=1))
    publish(conference, by=None, now=NOW)
    run_queue()
    monkeypatch.setattr("toolkit.clock.now", lambda: NOW + timedelta(days=days))
    monkeypatch.setattr("events.views.released._page", a_page_made_again)
    assert [b"Today" in bytes_of(Client(), f"/en/bio27/{page}") for page in pages[1:]] == [days < 2] * 2
    assert (b"title-page-today" in bytes_of(Client(), "/en/bio27/")) is (days < 2)


def test_before_the_job_has_run_pages_are_made_as_they_are_asked_for(cast: Cast, client: Client) -> None:
    small = a_programme(cast.conference, cast.forum)
    publish(cast.conference, by=None, now=NOW)
    run_queue()
    a_talk(small.forum_session, after=60, minutes=10, title_en="A late addition")
    publish(cast.conference, by=None, now=NOW + timedelta(hours=1))
    assert b"A late addition" in bytes_of(client, "/en/bio27/forums/1/")


def test_the_job_may_run_twice_and_makes_nothing_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    a_programme(cast.conference, cast.forum)
    publish(cast.conference, by=None, now=NOW)
    run_queue()
    release = current_release(cast.conference)
    assert release is not None
    monkeypatch.setattr("events.views.released._page", a_page_made_again)
    warm_pages(release)


def test_a_new_state_has_its_pages_made_too(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    a_programme(cast.conference, cast.forum)
    publish(cast.conference, by=None, now=NOW)
    move_conference(cast.conference, ConferenceState.CLOSED, by=None, now=NOW)
    run_queue()
    monkeypatch.setattr("events.views.released._page", a_page_made_again)
    assert b"Synbio" in bytes_of(Client(), f"/en/bio27/programme/{NOW.date()}/")
