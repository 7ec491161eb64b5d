"""A connection that finds out by itself whether the server is still there."""

from select import select

import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.backends.postgresql import base
from django.test import Client

from tests.builders.people import the_cast
from toolkit.postgresql.base import DatabaseWrapper

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server that could go away"),
]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Note what the server answers, whenever it is asked whether it is there."""
    answers: list[bool] = []
    ask = base.DatabaseWrapper.is_usable

    def noting(wrapper: base.DatabaseWrapper) -> bool:
        answers.append(ask(wrapper))
        return answers[-1]

    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", noting)
    return answers


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> DatabaseWrapper:
    """Return this thread's connection as it is at the beginning of a request, kept from the one before."""
    the_cast()
    wrapper = connections["default"]
    assert isinstance(wrapper, DatabaseWrapper)
    wrapper.ensure_connection()
    monkeypatch.setattr(wrapper, "health_check_enabled", True)
    monkeypatch.setattr(wrapper, "health_check_done", False)
    return wrapper


def end_the_session_of(wrapper: DatabaseWrapper) -> None:
    """End the session on the server, as a restart does."""
    other = wrapper.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [wrapper.connection.info.backend_pid])
    finally:
        other.close()


def test_a_server_that_said_nothing_is_not_asked(kept: DatabaseWrapper, asked: list[bool]) -> None:
    assert (kept.is_usable(), asked) == (True, [])


def test_a_session_that_was_ended_is_replaced_before_the_first_statement(
    kept: DatabaseWrapper, asked: list[bool]
) -> None:
    before = kept.connection
    end_the_session_of(kept)
    assert Client().get("/en/bio27/").status_code == 200
    assert asked == [False]
    assert kept.connection is not before


def test_after_an_error_the_server_is_asked(kept: DatabaseWrapper, asked: list[bool]) -> None:
    kept.errors_occurred = True
    assert (kept.is_usable(), asked) == (True, [True])


def test_something_unread_that_is_no_farewell_leaves_the_connection_in_use(
    kept: DatabaseWrapper, asked: list[bool]
) -> None:
    other = kept.copy()
    with kept.cursor() as cursor:
        cursor.execute("LISTEN shell")
    with other.cursor() as cursor:
        cursor.execute("NOTIFY shell")
    other.close()
    select([kept.connection.fileno()], [], [], 5)  # until it has come
    assert (kept.is_usable(), asked) == (True, [True])


def test_connections_are_kept_and_checked() -> None:
    assert settings.DATABASES["default"]["CONN_HEALTH_CHECKS"] is True
