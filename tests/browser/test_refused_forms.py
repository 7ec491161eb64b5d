"""A page that refuses a form can be reloaded and come back to: the browser does not ask to send the form again."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def refused(page: Page, server: LiveServer) -> list[str]:
    """Send a wrong password, and return the methods of all requests for pages, this one's last."""
    methods: list[str] = []
    page.on("request", lambda request: methods.append(request.method) if request.is_navigation_request() else None)
    page.goto(f"{server.url}/accounts/login/")
    page.fill("[name=login]", "lin@example.com")
    page.fill("[name=password]", "a wrong password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("The e-mail address or the password is not correct.")).to_be_visible()
    return methods


@pytest.fixture
def page(chromium: Browser) -> Page:
    return chromium.new_context(locale="en-GB").new_page()


def test_reloading_a_refusal_asks_for_the_page(page: Page, live_server: LiveServer) -> None:
    methods = refused(page, live_server)
    page.reload()
    expect(page.locator("[name=login]")).to_be_visible()
    assert methods == ["GET", "POST", "GET"]


def test_coming_back_to_a_refusal_asks_for_the_page(page: Page, live_server: LiveServer) -> None:
    methods = refused(page, live_server)
    page.goto(f"{live_server.url}/accounts/login/code/")
    page.go_back()
    expect(page.locator("[name=password]")).to_be_visible()
    assert methods == ["GET", "POST", "GET", "GET"]
