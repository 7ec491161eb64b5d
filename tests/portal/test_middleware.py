from datetime import date

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from structlog.contextvars import clear_contextvars, merge_contextvars
from structlog.testing import capture_logs

from events.models import AuditEntry
from portal.middleware import is_conflict
from portal.settings.logs import WithoutTraceback
from registration.models import Delegate
from registration.operations.signup import sign_up
from tests.builders.doors import a_category
from tests.builders.people import NOW, Cast, a_conference
from tests.builders.signups import a_sign_up

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/zh-hans/%00/", "/zh-hans/?q=%00", "/accounts/login/?next=a%00b"])
def test_text_that_no_database_stores_is_refused_in_an_address(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "这个请求看不懂" in answer.content.decode()
    assert "This request could not be read" in answer.content.decode()


def test_text_that_no_database_stores_is_refused_in_cookies_and_keys(client: Client) -> None:
    # A quoted cookie may contain any character as an octal escape, which servers do not reject.
    quoted = 'sessionid="abc\\000defghijk"'
    assert client.get("/console/", headers={"Cookie": quoted}).status_code == 400
    assert client.get("/api/v1/door", headers={"Authorization": "Bearer a\0b"}).status_code == 400


@pytest.mark.parametrize("encoding", ["unicode_escape", "utf-16", "utf-7", "latin-1"])
def test_other_encodings_are_refused(client: Client, encoding: str) -> None:
    kind = f"multipart/form-data; boundary=x; charset={encoding}"
    body = '--x\r\nContent-Disposition: form-data; name="login"\r\n\r\n\\x00\\ud83d\r\n--x--\r\n'
    assert client.post("/accounts/login/", body, content_type=kind).status_code == 400
    asked = client.get("/en/?q=%5Cx00", headers={"Content-Type": f"text/plain; charset={encoding}"})
    assert asked.status_code == 400


@pytest.mark.parametrize("encoding", ["utf-8", "UTF8", "nonsense"])
def test_utf_8_is_accepted_under_any_of_its_names(client: Client, encoding: str) -> None:
    body = {"Content-Type": f"text/plain; charset={encoding}"}
    assert client.get("/en/", headers=body).status_code == 200


def test_an_unknown_method_is_refused_with_a_message(client: Client) -> None:
    page, api = client.post("/zh-hans/"), client.delete("/api/v1/scans", headers={"Accept-Language": "en"})
    assert (page.status_code, page.headers["Allow"]) == (405, "GET, HEAD")
    assert "这个地址不接受这种操作" in page.content.decode()
    assert (api.status_code, api.json()) == (405, {"detail": "Only these methods are allowed here: POST."})


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/conferences/%5B/registrations", "/api/"])
def test_an_unknown_address_of_the_api_is_answered_in_json(client: Client, path: str) -> None:
    answer = client.get(path, headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json()) == (404, {"detail": "There is nothing at this address."})
    assert client.get("/nothing/at/all/").headers["Content-Type"].startswith("text/html")


def test_a_body_that_is_too_large_is_refused_with_a_message(client: Client, settings: LazySettings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = client.post("/accounts/login/", "login=" + "x" * 100, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "The file is too large" in answer.content.decode()


def test_a_letters_key_is_never_logged(client: Client, cast: Cast) -> None:
    a_category(cast.conference)
    delegate = sign_up(cast.conference, a_sign_up(), by=None, now=NOW)
    key = delegate.registration.access_key
    with capture_logs() as lines:
        assert client.get(f"/en/bio27/me/?key={key}").status_code == 302
    assert [line["request"] for line in lines if "request" in line] == ["GET /en/bio27/me/"]
    assert key not in str(lines)


def test_a_request_is_one_line_that_all_its_lines_can_be_found_by(client: Client, cast: Cast) -> None:
    clear_contextvars()
    with capture_logs([merge_contextvars]) as lines:
        assert client.post("/zh-hans/bio27/").status_code == 405
    (line,) = [each for each in lines if each["event"] == "request_finished"]
    assert {name: line[name] for name in ("request", "code", "ip", "log_level")} == {
        "request": "POST /zh-hans/bio27/",
        "code": 405,
        "ip": "127.0.0.1",
        "log_level": "warning",
    }
    assert len(line["request_id"]) == 36


def test_every_page_has_the_same_policy_and_the_scanner_one_that_lets_it_read_codes(client: Client, cast: Cast) -> None:
    pages = ["/en/", "/en/bio27/", "/nothing/", "/accounts/login/", "/api/v1/door", "/en/%00/"]
    policies = {frozenset(client.get(page).headers["Content-Security-Policy"].split("; ")) for page in pages}
    scanner = frozenset(client.get("/door/").headers["Content-Security-Policy"].split("; "))
    (policy,) = policies
    assert {"default-src 'self'", "script-src 'self'", "object-src 'none'", "frame-ancestors 'none'"} <= policy
    assert {rule.split()[0] for rule in policy - scanner} == {"script-src"}
    assert scanner - policy == {"script-src 'self' 'wasm-unsafe-eval'", "worker-src 'self'"}


def test_the_audit_log_has_the_address_that_the_proxy_saw(client: Client, cast: Cast, settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = 1
    a_category(cast.conference)
    body = {"category": "delegate", "name": "林知远", "email": "lin@example.com", "institution_zh": "吴淞理工大学"}
    claimed = {"X-Forwarded-For": "198.51.100.66, 192.0.2.7"}
    answer = client.post(
        "/api/v1/conferences/bio27/registrations", body, content_type="application/json", headers=claimed
    )
    assert answer.status_code == 202
    entry = AuditEntry.objects.get(subject_key=str(Delegate.objects.get().pk))
    assert entry.ip_address == "192.0.2.7"


def test_logging_a_page_that_reads_no_account_loads_none(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(cast.somebody)
    with django_assert_num_queries(1):
        assert client.get("/en/").status_code == 200


def test_a_violated_constraint_is_a_conflict(cast: Cast) -> None:
    with pytest.raises(IntegrityError) as twice, transaction.atomic():
        a_conference(cast.organisation, cast.conference.slug)
    assert is_conflict(twice.value) is True


def test_other_database_errors_are_failures(cast: Cast) -> None:
    with pytest.raises(IntegrityError) as wrong, transaction.atomic():
        a_conference(cast.organisation, "backwards", starts_on=date(2027, 4, 2), ends_on=date(2027, 4, 1))
    assert is_conflict(wrong.value) is False
    assert is_conflict(ValueError("nothing of the database's")) is False


def test_static_files_carry_the_security_headers_of_pages(client: Client) -> None:
    page, static = client.get("/en/"), client.get("/static/icon.svg")
    assert static.status_code == 200
    for name in ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy"):
        assert static.headers[name] == page.headers[name], name


def test_static_files_have_the_policy_of_the_scanner_so_that_its_worker_may_read_codes(client: Client) -> None:
    policies = [set(client.get(path).headers["Content-Security-Policy"].split("; ")) for path in WITH_SCRIPTS]
    page, scanner, worker = policies
    assert worker - page == {"script-src 'self' 'wasm-unsafe-eval'"}
    assert worker == scanner - {"worker-src 'self'"}


WITH_SCRIPTS = ("/en/", "/door/", "/static/door/reader.js")


def test_a_foreign_host_is_refused_in_one_line(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.filtering(WithoutTraceback()):
        assert client.get("/en/", headers={"Host": "evil.example"}).status_code == 400
    (line,) = [record for record in caplog.records if "evil.example" in record.getMessage()]
    assert line.exc_info is None
