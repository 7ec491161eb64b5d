"""Every component in Chromium, in both languages, themes and all widths: no axe findings, nothing beyond the edge."""

import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override
from playwright.sync_api import Browser

from events.rules.accent import accent_stylesheet, derive_accent
from tests.browser.paper import ALL_RULES, BY_COLOUR, Paper, keep_picture, sideways, violations
from tests.browser.styleguide import guide_context

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.browser.look_urls")]
Theme = Literal["light", "dark"]
CASES: dict[str, list[tuple[Theme, int, Sequence[str]]]] = {
    "zh-hans": [("light", 1440, ALL_RULES), ("dark", 1440, BY_COLOUR), ("light", 390, ALL_RULES)],
    "en": [("light", 1440, ALL_RULES), ("dark", 390, ALL_RULES)],
}
"""Theme, width and axe rules of each look. If only the theme changes, axe checks only the colours."""


def a_request(language: str) -> HttpRequest:
    """Return an anonymous visitor's request for a page of the conference."""
    request = RequestFactory().get(f"/{language}/nbic-2027/programme/")
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize("template", ["base/styleguide.html", "base/styleguide_console.html"])
@pytest.mark.parametrize("language", CASES)
def test_components_are_sound(chromium: Browser, artefacts: Path, template: str, language: str) -> None:
    context = chromium.new_context(device_scale_factor=1)
    paper = Paper(context)
    with override(language):
        page = paper.show(render_to_string(template, guide_context(), request=a_request(language)))

    faults = []
    for theme, width, rules in CASES[language]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        keep_picture(page, artefacts / f"{Path(template).stem}-{width}-{language}-{theme}.png")
        faults += [f"{theme} {width}: {fault}" for fault in violations(page, rules=rules) + sideways(page)]

    assert faults == []
    assert paper.complaints == []
    context.close()


def test_a_conference_can_set_its_accent_colour(chromium: Browser, artefacts: Path) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    paper = Paper(context)
    with override("zh-hans"):
        html = render_to_string("base/styleguide.html", {**guide_context(), "accent_stylesheet_url": "/accent.css"})

    page = paper.show(html, files={"/accent.css": accent_stylesheet(derive_accent("#7A1F2B"))})

    keep_picture(page, artefacts / "styleguide-accent.png", full_page=False)
    assert page.locator(".button").first.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(122, 31, 43)"
    assert violations(page) == []
    context.close()


def test_assets_of_every_public_page_stay_within_their_budget(chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    paper = Paper(context)
    with override("zh-hans"):
        paper.show(render_to_string("base/conference.html", guide_context(), request=a_request("zh-hans")))

    weights = {path: packed(path) for path in paper.weights}
    context.close()

    assert not [path for path in weights if "european" in path]
    assert sum(weights.values()) < 78_000, weights


def packed(path: str) -> int:
    """Return the bytes sent: fonts as they are, everything else compressed."""
    found = finders.find(path.removeprefix("/static/"))
    assert isinstance(found, str)
    content = Path(found).read_bytes()
    return len(content) if path.endswith(".woff2") else len(gzip.compress(content, 9))
