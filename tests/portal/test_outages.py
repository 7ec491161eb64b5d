import errno
import logging
import sys
from collections.abc import Callable
from unittest.mock import patch

import psycopg
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError, connection
from django.test import Client
from structlog.testing import capture_logs

from events.rules.office.roles import Role
from portal.settings.logs import WithoutTraceback
from registration.models import Delegate
from tests.builders.doors import a_category
from tests.builders.people import Cast

pytestmark = pytest.mark.django_db


def raising(exception: Exception, cause: Exception | None = None) -> Callable[..., object]:
    """Return a function that raises this, whatever it is called with."""

    def fail(*_arguments: object, **_keywords: object) -> object:
        raise exception from cause

    return fail


AWAY = raising(OperationalError("connection refused"), psycopg.OperationalError("connection refused"))
SILENT = raising(OperationalError())
FULL = raising(OperationalError("no space"), psycopg.errors.DiskFull("no space"))


@pytest.fixture
def quiet_client() -> Client:
    """A client that gets the answer to a request that failed, as a browser does."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("address", ["/en/bio27/", "/console/bio27/", "/accounts/login/code/confirm/"])
def test_pages_while_the_database_is_away(quiet_client: Client, cast: Cast, address: str) -> None:
    quiet_client.force_login(cast.members[Role.OWNER])
    with patch("django.db.backends.utils.CursorWrapper.execute", AWAY), capture_logs() as logs:
        answer = quiet_client.get(address)
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
    said = answer.content.decode()
    assert "服务器现在连不上数据库" in said
    assert "The server cannot reach its database" in said
    assert not [line for line in logs if "exc_info" in line or "exception" in line]


def test_the_api_while_the_database_is_away(quiet_client: Client) -> None:
    with patch("django.db.backends.utils.CursorWrapper.execute", AWAY):
        answer = quiet_client.get("/api/v1/door", headers={"Authorization": "Bearer a", "Accept-Language": "en"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer.json() == {"detail": "The server cannot reach its database at the moment. Try again in five seconds."}


def test_the_health_check_while_the_database_is_away(quiet_client: Client) -> None:
    with patch("django.db.backends.utils.CursorWrapper.execute", AWAY):
        answer = quiet_client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "database": connection.vendor}
    assert quiet_client.get("/healthz").status_code == 200


def test_a_session_that_cannot_be_saved(quiet_client: Client, cast: Cast) -> None:
    with patch.object(SessionStore, "save", AWAY):  # outside of any view: the middleware saves it
        answer = quiet_client.post("/accounts/login/code/", {"email": cast.somebody.email})
    assert answer.status_code == 503


def test_a_sign_up_while_the_disk_is_full(quiet_client: Client, cast: Cast) -> None:
    a_category(cast.conference)
    body = {"category": "delegate", "name": "苏念真", "institution_zh": "吴淞理工大学"}
    body |= {"email": "su@example.com", "language": "en"}
    with patch("django.db.models.sql.compiler.SQLInsertCompiler.execute_sql", FULL):
        answer = quiet_client.post(
            f"/api/v1/conferences/{cast.conference.slug}/registrations",
            body,
            content_type="application/json",
            headers={"Accept-Language": "en"},
        )
    assert (answer.status_code, answer["Retry-After"]) == (507, "60")
    assert answer.json() == {"detail": "The server has no space left, so nothing was stored. Tell the secretariat."}
    assert not Delegate.objects.filter(email="su@example.com").exists()


def test_a_fault_without_words_is_an_outage_like_any_other(quiet_client: Client, cast: Cast) -> None:
    with patch("events.access.Conference.objects.filter", SILENT):
        answer = quiet_client.get(f"/en/{cast.conference.slug}/register/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_a_programming_error_is_still_an_error(quiet_client: Client) -> None:
    with patch("portal.views.get_language", raising(ZeroDivisionError())):
        answer = quiet_client.get("/")
    assert answer.status_code == 500
    assert "服务器出错了" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "exception", "keeps"),
    [
        ("django.security.DisallowedHost", ValueError("evil.example"), False),
        ("django.request", OSError(errno.ENOSPC, "no space"), False),
        ("django.request", ZeroDivisionError(), True),
    ],
)
def test_which_log_records_keep_their_traceback(name: str, exception: Exception, keeps: bool) -> None:  # noqa: FBT001
    try:
        raise exception
    except type(exception):
        record = logging.LogRecord(name, logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    assert WithoutTraceback().filter(record)
    assert bool(record.exc_info) is keeps
