"""The page of the scanner."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from doors.rules.admission import Reason

pytestmark = pytest.mark.django_db


def test_the_content_policy_allows_webassembly_and_workers_and_nothing_else(client: Client) -> None:
    policy = client.get("/door/").headers["Content-Security-Policy"]

    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";") if rule.strip())
    assert rules["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert rules["worker-src"] == "'self'"
    assert (rules["default-src"], rules["style-src"], rules["connect-src"]) == ("'self'", "'self'", "'self'")


def test_no_other_page_may_run_webassembly(client: Client) -> None:
    assert "wasm" not in client.get("/healthz").headers["Content-Security-Policy"]


def test_only_the_scanner_page_may_use_the_camera(client: Client) -> None:
    assert client.get("/door/").headers["Permissions-Policy"] == "camera=(self)"


def test_the_page_has_nothing_inline_and_no_session(client: Client) -> None:
    response = client.get("/door/")

    page = response.content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count("<script src=") + page.count('<script type="module" src=')
    assert "sessionid" not in response.cookies


def test_the_page_needs_no_query(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        client.get("/door/")


def test_every_reason_has_its_words(client: Client) -> None:
    page = client.get("/door/", headers={"Accept-Language": "en"}).content.decode()

    assert [reason.value for reason in Reason if f"<dt>reason-{reason.value}</dt>" not in page] == []


@pytest.mark.parametrize(("header", "lang"), [("en", "en"), ("zh-CN", "zh-Hans"), ("fr", "zh-Hans")])
def test_the_scanner_page_is_in_the_readers_language(client: Client, header: str, lang: str) -> None:
    assert f'<html lang="{lang}">' in client.get("/door/", headers={"Accept-Language": header}).content.decode()


def test_the_scanner_page_refuses_post(client: Client) -> None:
    assert client.post("/door/").status_code == 405
