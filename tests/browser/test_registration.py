"""Signing up and "My registration" in Chromium: no axe findings at any width, in both languages and themes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from events.models import Conference
from registration.models import Delegate
from registration.operations.signup import sign_up
from tests.browser.paper import keep_picture, sideways, violations
from tests.builders.doors import a_category
from tests.builders.people import NOW, a_conference, an_organisation
from tests.builders.signups import a_limited_category, a_sign_up
from tests.names_on_pages import HEBREW
from toolkit import clock

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
Theme = Literal["light", "dark"]
CASES: dict[str, list[tuple[Theme, int]]] = {
    "zh-hans": [("dark", 1440), ("light", 390)],
    "en": [("dark", 390), ("light", 1440)],
}
"""Theme and width of each look, by language. The journey runs once per language, in the last of its looks."""
LONG_NAME = "Maria Alexandra VANDERWOUDE-FITZGERALD de la Cruz y Palacios"


@pytest.fixture
def conference() -> Conference:
    conference = a_conference(
        an_organisation(), hosts_zh="示例科学联合会", hosts_en="Example Academy", contact_email="office@example.com"
    )
    a_category(conference, price="1800", description_zh="高校、科研院所", description_en="Universities", position=1)
    a_limited_category(conference, 0, "company", name_zh="企业代表", name_en="Company", price="2600", position=2)
    a_category(conference, "press", name_zh="媒体", name_en="Press", needs_approval=True, position=3)
    a_category(conference, "late", name_zh="早鸟", name_en="Early bird", on_sale_until=clock.now(), position=4)
    return conference


@dataclass
class Visitor:
    """A browser page, with the errors that occurred on it."""

    context: BrowserContext
    page: Page
    folder: Path
    language: str
    complaints: list[str] = field(default_factory=list)

    def check(self, screen: str) -> None:
        """Check the current page in every look: no axe findings, nothing beyond the screen."""
        for theme, width in CASES[self.language]:
            self.page.emulate_media(color_scheme=theme)
            self.page.set_viewport_size({"width": width, "height": 844})
            keep_picture(self.page, self.folder / f"registration-{screen}-{width}-{self.language}-{theme}.png")
            assert violations(self.page) == []
            assert sideways(self.page) == []


def a_visitor(
    chromium: Browser, artefacts: Path, *, language: str, theme: Theme, width: int, scripts: bool = True
) -> Visitor:
    context = chromium.new_context(
        viewport={"width": width, "height": 844}, color_scheme=theme, java_script_enabled=scripts
    )
    visitor = Visitor(context, context.new_page(), artefacts, language)
    visitor.page.on(
        "console",
        # An expired form is answered with 403, which Chromium logs as an error.
        lambda message: (
            visitor.complaints.append(message.text) if message.type == "error" and "403" not in message.text else None
        ),
    )
    visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
    return visitor


@pytest.fixture(params=CASES)
def visitor(request: pytest.FixtureRequest, chromium: Browser, artefacts: Path) -> Iterator[Visitor]:
    theme, width = CASES[request.param][-1]
    visitor = a_visitor(chromium, artefacts, language=request.param, theme=theme, width=width)
    yield visitor
    visitor.context.close()


def test_every_page_of_signing_up_is_sound(visitor: Visitor, live_server: LiveServer, conference: Conference) -> None:
    page, language = visitor.page, visitor.language
    page.goto(f"{live_server.url}/{language}/bio27/register/")
    visitor.check("form")

    page.locator("input[value=delegate]").check()
    page.fill("[name=name]", LONG_NAME)
    page.fill("[name=email]", "maria.example.com")
    page.fill("[name=phone]", "138 0000 27")
    page.click("button[value=check]")
    expect(page.locator("#id_email_error")).to_be_visible()
    expect(page.locator("[name=name]")).to_have_value(LONG_NAME)
    visitor.check("errors")

    page.fill("[name=email]", "maria@example.com")
    page.fill("[name=phone]", "+44 20 7946 0958")
    page.fill("[name=institution_zh]" if language == "zh-hans" else "[name=institution_en]", "吴淞理工大学 Wusong")
    page.click("button[value=check]")
    expect(page.locator(".entries")).to_contain_text(LONG_NAME)
    visitor.check("check")

    page.click("button[value=confirm]")
    visitor.check("done")
    page.click(".state .buttons a")
    expect(page.locator("svg.qr")).to_be_visible()
    page.goto(f"{page.url}{Delegate.objects.get().code}/")
    expect(page.locator("svg.qr")).to_be_visible()
    visitor.check("me")

    page.goto(f"{page.url}edit/")
    visitor.check("edit")
    page.goto(page.url.replace("edit/", "cancel/"))
    visitor.check("cancel")
    page.click("button.button-grave")
    visitor.check("cancelled")
    visitor.context.clear_cookies()
    page.goto(f"{live_server.url}/{language}/bio27/me/")
    visitor.check("none")
    page.goto(f"{live_server.url}/{language}/bio27/me/{Delegate.objects.get().code}/edit/")
    visitor.check("bookmark")
    page.fill("[name=email]", "nonsense")
    visitor.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    page.locator("form.form button").first.click()
    expect(page.locator(".error-code")).to_have_text("403")
    visitor.check("expired")
    assert visitor.complaints == []


def test_every_page_of_the_waiting_list_is_sound(
    visitor: Visitor, live_server: LiveServer, conference: Conference
) -> None:
    language = visitor.language
    for category in ("company", "press"):
        waiting = sign_up(conference, a_sign_up(f"林{category}", category=category), by=None, now=NOW)
        visitor.page.goto(f"{live_server.url}/{language}/bio27/me/?key={waiting.registration.access_key}")
        visitor.page.goto(f"{live_server.url}/{language}/bio27/me/{waiting.code}/")
        visitor.check(category)
    Conference.objects.update(state="closed")
    visitor.page.goto(f"{live_server.url}/{language}/bio27/register/")
    visitor.check("closed")
    assert visitor.complaints == []


def test_signing_up_works_without_javascript(
    chromium: Browser, artefacts: Path, live_server: LiveServer, conference: Conference
) -> None:
    visitor = a_visitor(chromium, artefacts, language="en", theme="light", width=390, scripts=False)
    page = visitor.page
    page.goto(f"{live_server.url}/en/bio27/register/")
    sums = page.locator(".foot-bar-sum:visible")
    expect(sums).to_have_text("Choose a category")
    page.locator("input[value=company]").check()
    expect(sums).to_contain_text("¥2,600")
    page.locator("input[value=delegate]").check()
    expect(sums).to_contain_text("¥1,800")
    page.fill("[name=name]", "林知远")
    page.fill("[name=institution_en]", "Wusong University")
    page.fill("[name=email]", "lin@example.com")
    page.click("button[value=check]")
    page.click("button[value=change]")
    expect(page.locator("[name=institution_en]")).to_have_value("Wusong University")
    page.click("button[value=check]")
    expect(page.locator("button[value=confirm]")).to_be_visible()
    page.go_back()
    expect(page.locator("[name=institution_en]")).to_have_value("Wusong University")
    page.go_forward()
    page.reload()
    page.click("button[value=confirm]")
    expect(page.locator("h1")).to_have_text("Your registration has arrived")
    assert Delegate.objects.get().name_latin == "LIN Zhiyuan"
    visitor.context.close()


def test_input_survives_a_change_of_language_and_the_back_button(
    chromium: Browser, artefacts: Path, live_server: LiveServer, conference: Conference
) -> None:
    visitor = a_visitor(chromium, artefacts, language="zh-hans", theme="light", width=390)
    page = visitor.page
    page.goto(f"{live_server.url}/zh-hans/bio27/register/")
    page.locator("input[value=company]").check()
    page.fill("[name=name]", "林知远")
    page.fill("[name=institution_zh]", "吴淞理工大学")
    page.fill("[name=email]", "lin@example.com")
    page.fill("[name=note]", "素食\n轮椅")
    page.click(".language-switch a[hreflang=en]")
    expect(page.locator("h1")).to_have_text("Register for the conference")
    expect(page.locator("input[value=company]")).to_be_checked()
    expect(page.locator("[name=name]")).to_have_value("林知远")
    expect(page.locator("[name=institution_zh]")).to_be_visible()
    expect(page.locator("[name=note]")).to_have_value("素食\n轮椅")
    page.click("button[value=check]")
    expect(page.locator("h1")).to_have_text("Check your registration")
    page.click(".language-switch a[hreflang=zh-Hans]")
    expect(page.locator("h1")).to_have_text("核对报名信息")
    page.reload()
    expect(page.locator(".entries")).to_contain_text("吴淞理工大学")
    page.click("button[value=change]")
    page.fill("[name=email]", "lin.example.com")
    page.click("button[value=check]")
    expect(page.locator("#id_email_error")).to_be_visible()
    page.reload()
    expect(page.locator("#id_email_error")).to_be_visible()
    page.fill("[name=email]", "lin@example.com")
    page.click("button[value=check]")
    expect(page.locator(".entries")).to_contain_text("lin@example.com")
    page.go_back()
    expect(page.locator("[name=institution_zh]")).to_have_value("吴淞理工大学")
    page.click("button[value=check]")
    page.click("button[value=confirm]")
    expect(page.locator(".state-name")).to_contain_text("LIN Zhiyuan")
    page.wait_for_load_state()
    assert page.evaluate("sessionStorage.getItem('draft')") is None
    page.goto(f"{live_server.url}/zh-hans/bio27/me/{Delegate.objects.get().code}/edit/")
    page.fill("[name=post_zh]", "教授")
    page.click(".language-switch a[hreflang=en]")
    expect(page.locator("[name=post_zh]")).to_have_value("教授")
    page.click("button[form=details]")
    expect(page.locator(".message")).to_contain_text("saved")
    page.wait_for_load_state()
    assert page.evaluate("sessionStorage.getItem('draft')") is None
    assert Delegate.objects.get().post_zh == "教授"
    visitor.context.close()


def test_the_qr_code_keeps_its_white_background_in_dark_mode_and_is_large_on_a_phone(
    chromium: Browser, artefacts: Path, live_server: LiveServer, conference: Conference
) -> None:
    delegate = sign_up(conference, a_sign_up(), by=None, now=NOW)
    visitor = a_visitor(chromium, artefacts, language="zh-hans", theme="dark", width=390)
    visitor.page.goto(f"{live_server.url}/zh-hans/bio27/me/?key={delegate.registration.access_key}")
    code = visitor.page.locator("svg.qr")
    box = code.bounding_box()
    assert box is not None
    assert box["width"] >= 276
    assert box["y"] + box["height"] < 844 - 60  # above the tabs, without scrolling
    assert visitor.page.locator(".pass").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    visitor.context.close()


def test_a_name_written_from_right_to_left_stays_at_the_edge_of_the_page(
    chromium: Browser, artefacts: Path, live_server: LiveServer, conference: Conference
) -> None:
    delegate = sign_up(conference, a_sign_up(HEBREW, name_latin="COHEN Yael"), by=None, now=NOW)
    visitor = a_visitor(chromium, artefacts, language="en", theme="light", width=390)
    visitor.page.goto(f"{live_server.url}/en/bio27/me/?key={delegate.registration.access_key}")
    name, latin = visitor.page.locator(".pass-name bdi"), visitor.page.locator(".pass-latin bdi")
    assert name.evaluate("e => getComputedStyle(e).direction") == "rtl"
    edges = [each.evaluate("e => Math.round(e.getBoundingClientRect().left)") for each in (name, latin)]
    assert edges[0] == edges[1]
    visitor.context.close()
