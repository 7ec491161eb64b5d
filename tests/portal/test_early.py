"""What is answered before sessions, accounts and forms are looked at."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.db import IntegrityError
from django.http import HttpRequest
from django.test import Client

from events.models import ConferenceState
from events.operations.conferences import move_conference
from events.operations.publishing import publish
from tests.builders.people import NOW, Cast
from tests.builders.programmes import a_programme

pytestmark = pytest.mark.django_db
SESSIONS = "django.contrib.sessions.middleware.SessionMiddleware.process_request"
PAGES = ["", "programme/", f"programme/{NOW.date()}/", "forums/1/", "speakers/", "schedule.ics", "schedule.xml"]
GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def page(cast: Cast) -> str:
    """Return the address of a page that is published, and ready once somebody has asked for it."""
    a_programme(cast.conference, cast.forum)
    publish(cast.conference, by=None, now=NOW)
    return "/en/bio27/programme/"


@pytest.fixture
def no_session(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a function from whose call on no request gets as far as the sessions."""

    def fail(middleware: object, request: HttpRequest) -> None:
        pytest.fail(f"{request.path} got a session")

    return lambda: monkeypatch.setattr(SESSIONS, fail)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_ready_page_is_the_page_that_was_made_headers_and_all(
    page: str, no_session: Callable[[], None], language: str
) -> None:
    addresses = [f"/{language}/bio27/{each}" for each in PAGES]
    kinds: list[dict[str, str]] = [{}, GZIP, {"If-None-Match": 'W/"another"'}]
    made = []
    for headers in kinds:
        caches["pages"].clear()
        made.append([Client().get(address, headers=headers) for address in addresses])
    no_session()
    for headers, answers in zip(kinds, made, strict=True):
        ready = [Client().get(address, headers=headers) for address in addresses]
        assert [each.content for each in ready] == [each.content for each in answers]
        assert [dict(each.headers) for each in ready] == [dict(each.headers) for each in answers]


def test_the_headers_that_protect_readers_are_on_a_ready_page(page: str, client: Client) -> None:
    client.get(page)
    headers = client.get(page, headers=GZIP).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert (headers["Vary"], headers["Content-Language"]) == ("Accept-Encoding", "en")


def test_a_reader_who_has_the_page_gets_no_body_and_head_gets_the_same_headers(
    page: str, client: Client, no_session: Callable[[], None]
) -> None:
    first = client.get(page)
    no_session()
    again = client.get(page, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(page)
    assert (head.content, head.headers["Content-Length"]) == (b"", str(len(first.content)))


def test_a_search_and_an_unknown_method_take_the_long_way(page: str, client: Client) -> None:
    for address in (page, "/en/bio27/speakers/"):
        client.get(address)
    assert "ETag" not in client.get("/en/bio27/speakers/?q=lin").headers
    assert client.post(page).status_code == 405


def test_a_ready_page_is_only_for_the_portals_own_hosts(page: str, client: Client) -> None:
    client.get(page)
    assert client.get(page, headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/api/v1/door", headers={"Host": "evil.example"}).status_code == 400


def test_a_ready_page_is_redirected_to_https_where_that_is_asked_for(page: str, settings: LazySettings) -> None:
    Client().get(page)
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 60
    assert Client().get(page).headers["Location"] == f"https://testserver{page}"
    assert Client().get(page, secure=True).headers["Strict-Transport-Security"].startswith("max-age=60")


def test_a_withdrawn_conference_is_withdrawn_with_its_ready_pages(cast: Cast, page: str, client: Client) -> None:
    before = client.get(page).headers["ETag"]
    move_conference(cast.conference, ConferenceState.CLOSED, by=None, now=NOW)
    assert client.get(page).headers["ETag"] != before
    cast.conference.state = ConferenceState.DRAFT
    cast.conference.save()
    assert client.get(page).status_code == 404


def test_a_device_is_answered_without_a_session(client: Client, no_session: Callable[[], None]) -> None:
    no_session()
    answer = client.get("/api/v1/door", headers={"Authorization": "Bearer nobody", "Accept-Language": "zh-CN"})
    assert answer.status_code == 401
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert answer.headers["Content-Language"] == "zh-hans"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "Set-Cookie" not in answer.headers


def test_a_device_is_refused_as_everybody_else(client: Client) -> None:
    assert client.get("/api/v1/door", headers={"Authorization": "Bearer a\0b"}).status_code == 400
    assert client.get("/api/v1/scans?a=%00").status_code == 400
    english, chinese = (client.get("/api/v1/scans", headers={"Accept-Language": each}).json() for each in ("en", "zh"))
    assert english == {"detail": "Only these methods are allowed here: POST."}
    assert chinese != english
    assert client.get("/api/v1/scansnot").status_code == 404


def test_a_device_that_meets_a_conflict_is_told_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    class Twice(Exception):
        sqlstate = "23505"

    def conflict(secret: str, *, now: object) -> None:
        raise IntegrityError from Twice("the row exists")

    monkeypatch.setattr("doors.api.doors.pair", conflict)
    answer = client.post("/api/v1/door/pair", {"secret": str(uuid4())}, content_type="application/json")
    assert (answer.status_code, list(answer.json())) == (409, ["detail"])


def test_a_device_that_meets_a_failure_gets_the_page_for_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(secret: str, *, now: object) -> None:
        raise ValueError

    monkeypatch.setattr("doors.api.doors.pair", fail)
    client = Client(raise_request_exception=False)
    answer = client.post("/api/v1/door/pair", {"secret": str(uuid4())}, content_type="application/json")
    assert answer.status_code == 500
