"""The agenda on a forum's desk in Chromium: moved by keys, dragged, and made longer, without a reload."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from events.rules.office.roles import Role
from tests.builders.people import Cast, the_cast
from tests.builders.programme import a_session, a_talk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_nine")]


def opened(chromium: Browser, server: LiveServer, cast: Cast) -> Page:
    """Return the desk of the first forum, as its secretary sees it in English."""
    client = Client()
    client.force_login(cast.members[Role.FORUM_SECRETARY])
    context = chromium.new_context(viewport={"width": 1440, "height": 1000})
    cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
    cookies["django_language"] = "en"
    context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in cookies.items()])
    page = context.new_page()
    page.goto(f"{server.url}{reverse('console_forum', args=[cast.conference.slug, 1])}")
    return page


def test_talks_are_moved_by_keys_and_dragged_and_starts_follow(chromium: Browser, live_server: LiveServer) -> None:
    cast = the_cast()
    session = a_session(cast.conference, cast.forum)
    for place, title in enumerate(("Enzymes", "Cells", "Genes")):
        a_talk(session, 20 * place, title_zh="", title_en=title)
    page = opened(chromium, live_server, cast)
    titles, starts = page.locator(".desk-title > a"), page.locator(".desk-start")
    page.locator("[data-handle]").first.focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(titles).to_have_text(["Cells", "Enzymes", "Genes"])
    expect(page.locator("[data-handle]").nth(1)).to_be_focused()
    page.locator("[data-handle]").nth(2).drag_to(page.locator("[data-talk]").first, target_position={"x": 300, "y": 4})
    expect(titles).to_have_text(["Genes", "Cells", "Enzymes"])
    page.locator("[name=minutes]").first.fill("50")
    page.keyboard.press("Tab")
    expect(starts).to_have_text(["14:00", "14:50", "15:10"])
    page.context.close()
