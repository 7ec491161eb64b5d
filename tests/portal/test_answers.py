"""Pages that answer a form are fetched by GET."""

import re
from http import HTTPStatus
from unittest.mock import patch

import pytest
from django.conf import settings as project
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client, override_settings

from events.rules.office.roles import Role
from portal import answers
from tests.builders.people import Cast, a_user
from toolkit import sealed

pytestmark = pytest.mark.django_db
OURS = {"Origin": "http://testserver"}
LOGIN = "/accounts/login/"
WRONG = {"login": "lin@example.com", "password": "hunter2-hunter2"}


@pytest.fixture
def browser() -> Client:
    """A browser that has seen a form."""
    client = Client(headers={"accept-language": "en"})
    client.get(LOGIN)
    return client


def answer_to(client: Client, address: str, values: dict[str, str], **headers: str) -> str:
    """Send a form as a browser does, and return the address of the page that answers it."""
    answer = client.post(address, values, headers=OURS | headers)
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.headers["Location"]


def test_a_refused_form_is_fetched_with_what_was_typed_and_with_its_errors_as_often_as_wanted(browser: Client) -> None:
    address = answer_to(browser, f"{LOGIN}?next=/console/", WRONG)
    assert address.startswith(f"{LOGIN}?next=/console/&shown=")
    for _ in range(2):
        page = browser.get(address)
        text = page.content.decode()
        assert (page.status_code, "no-store" in page.headers["Cache-Control"]) == (200, True)
        assert 'value="lin@example.com"' in text
        assert "The e-mail address or the password is not correct." in text
        assert "hunter2" not in text
        assert address.rpartition("=")[2] not in text


def test_the_status_of_a_page_and_its_headers_are_kept(cast: Cast) -> None:
    member = Client(headers={"accept-language": "en"})
    member.force_login(cast.members[Role.OWNER])
    address = f"/console/{cast.conference.slug}/programme/new/"
    direct = member.post(address, {"title_zh": "合成\n生物"})
    kept = member.get(answer_to(member, address, {"title_zh": "合成\n生物"}))
    assert (kept.status_code, direct.status_code) == (422, 422)
    masked = re.compile(r"""name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+\"""")
    assert masked.sub("", kept.content.decode()) == masked.sub("", direct.content.decode())
    assert kept.headers["Content-Language"] == direct.headers["Content-Language"]
    assert kept.headers["Vary"].split(", ").count("HX-Request") == 1


def test_a_kept_form_can_be_sent_again_from_its_address() -> None:
    lin = a_user("lin@example.com", password="a long enough password")
    browser = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    token = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
    address = LOGIN
    for password, is_right in (("wrong", False), ("wrong again", False), ("a long enough password", True)):
        (sent, *_) = token.findall(browser.get(address).content.decode())
        values = {"login": lin.email, "password": password, "csrfmiddlewaretoken": sent}
        answer = browser.post(address, values, headers=OURS)
        address = answer.headers["Location"]
        assert (answer.status_code, address.count("shown=")) == ((302, 0) if is_right else (303, 1))


def test_two_tabs_keep_their_own_pages(browser: Client) -> None:
    first = answer_to(browser, LOGIN, WRONG | {"login": "first@example.com"})
    second = answer_to(browser, LOGIN, WRONG | {"login": "second@example.com"})
    assert "first@example.com" in browser.get(first).content.decode()
    assert "second@example.com" in browser.get(second).content.decode()


def test_a_page_is_shown_to_no_other_browser_or_account_and_at_no_other_address(browser: Client) -> None:
    address = answer_to(browser, LOGIN, WRONG)
    other = Client()
    other.get(LOGIN)
    key = address.partition("?")[2]
    for client, there in ((other, address), (browser, f"/accounts/signup/?{key}"), (browser, f"{address}x")):
        page = client.get(there)
        assert (page.status_code, "lin@example.com" in page.content.decode()) == (200, False)
    browser.cookies["sessionid"] = signed_in_as("mei@example.com")
    assert browser.get(address).status_code == 302


def signed_in_as(email: str) -> str:
    client = Client()
    client.force_login(a_user(email))
    return client.cookies["sessionid"].value


def test_after_signing_out_the_pages_of_an_account_are_gone(cast: Cast) -> None:
    member = Client()
    member.force_login(cast.members[Role.OWNER])
    address = answer_to(member, f"/console/{cast.conference.slug}/programme/new/", {"title_zh": "合成生物"})
    member.cookies["sessionid"] = ""
    assert member.get(address).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": ""},
        {"Origin": "https://evil.example"},
        {"HX-Request": "true"},
        {"Sec-Fetch-Mode": "cors"},
    ],
)
def test_scripts_and_other_sites_are_answered_directly(browser: Client, headers: dict[str, str]) -> None:
    assert browser.post(LOGIN, WRONG, headers=OURS | headers).status_code == 200


def test_the_api_is_answered_directly(browser: Client) -> None:
    answer = browser.post("/api/v1/scans", "{}", content_type="application/json", headers=OURS)
    assert answer.status_code == 401


@pytest.mark.parametrize(("address", "status"), [("/en/", 405), ("/nothing/at/all/", 404)])
def test_refusals_that_no_form_makes_are_fetched_too(browser: Client, address: str, status: int) -> None:
    page = browser.get(answer_to(browser, address, {}))
    assert (page.status_code, page.headers.get("Allow")) == (status, "GET, HEAD" if status == 405 else None)


def test_a_failure_is_answered_directly(cast: Cast) -> None:
    member = Client(raise_request_exception=False)
    member.force_login(cast.members[Role.OWNER])
    for failure, status in ((OperationalError("connection refused"), 503), (ZeroDivisionError(), 500)):
        with patch("events.views.office.team.conference_for", side_effect=failure):
            answer = member.post(f"/console/{cast.conference.slug}/setup/team/", {"email": "x"}, headers=OURS)
        assert answer.status_code == status


def test_a_redirect_stays_what_it_is(browser: Client) -> None:
    answer = browser.post("/accounts/login/code/", {"email": "lin@example.com"}, headers=OURS)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/login/code/confirm/")


def test_a_file_that_is_too_large_is_refused_by_a_page_that_is_fetched(cast: Cast) -> None:
    member = Client()
    member.force_login(cast.members[Role.OWNER])
    address = f"/console/{cast.conference.slug}/import/programme/"
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100):
        page = member.get(answer_to(member, address, {"text": "x" * 200}))
    assert (page.status_code, "The file is too large" in page.content.decode()) == (413, True)


def test_a_page_that_is_too_large_answers_directly(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "LARGEST", 10)
    assert browser.post(LOGIN, WRONG, headers=OURS).status_code == 200


def test_nobody_can_crowd_out_the_pages_of_others(browser: Client) -> None:
    statuses = [browser.post("/en/", headers=OURS).status_code for _ in range(answers.MOST.times + 1)]
    assert statuses == [303] * answers.MOST.times + [405]


def test_an_expired_key_shows_the_form(browser: Client) -> None:
    address = answer_to(browser, LOGIN, WRONG)
    caches["sealed"].clear()
    page = browser.get(address).content.decode()
    assert ("lin@example.com" in page, 'name="password"' in page, "shown=" in page) == (False, True, False)


def test_a_browser_without_cookies_is_told_so() -> None:
    key = answer_to(Client(), LOGIN, WRONG)
    page = Client().get(key)
    assert (page.status_code, "the browser refuses cookies" in page.content.decode()) == (403, True)


def test_a_code_is_not_shown_again(browser: Client) -> None:
    a_user("lin@example.com")
    browser.post("/accounts/login/code/", {"email": "lin@example.com"})
    page = browser.get(answer_to(browser, "/accounts/login/code/confirm/", {"code": "WRONG1"})).content.decode()
    assert ("Incorrect code" in page, "WRONG1" in page) == (True, False)


def test_what_is_kept_cannot_be_read_in_the_database(browser: Client) -> None:
    with override_settings(CACHES={**project.CACHES, "sealed": project.SEALED}):
        address = answer_to(browser, LOGIN, WRONG)
        with connection.cursor() as cursor:
            cursor.execute("SELECT cache_key, value FROM rostrum_sealed")
            ((name, value),) = cursor.fetchall()
        assert address.rpartition("=")[2] not in f"{name}{value}"
        assert "lin@example.com" in browser.get(address).content.decode()


def test_a_form_with_a_file_is_answered_by_get(cast: Cast) -> None:
    member = Client(headers={"accept-language": "en"})
    member.force_login(cast.members[Role.OWNER])
    address = f"/console/{cast.conference.slug}/import/programme/"
    answer = member.post(address, {"file": SimpleUploadedFile("list.pdf", b"%PDF-1.4")}, headers=OURS)
    assert (answer.status_code, member.get(answer.headers["Location"]).status_code) == (303, 422)
