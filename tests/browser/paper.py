"""Show a rendered template in Chromium without a server: the test itself serves the page and our static files.

The portal's real Content-Security-Policy is enforced, and a request to any other origin fails the test.
"""

import mimetypes
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from playwright.sync_api import BrowserContext, Page, Route

ORIGIN = "http://rostrum.test"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

ALL_RULES: Sequence[str] = ()
BY_COLOUR = ("color-contrast", "link-in-text-block")
"""axe rules whose outcome can differ between themes of the same layout."""
SETTLE = """async () => {
  await document.fonts.ready;
  document.getAnimations().filter((each) => each instanceof CSSTransition).forEach((each) => each.finish());
  return "axe" in window;
}"""
"""Settles the page, and returns whether axe is already loaded."""
FIND_VIOLATIONS = """async (rules) => {
  const runOnly = rules.length ? { runOnly: { type: "rule", values: rules } } : {};
  const { violations } = await axe.run({ resultTypes: ["violations"], ...runOnly });
  return violations.map(({ id, help, nodes }) =>
    `${id}: ${help} -- ` + nodes.slice(0, 4).map((node) => node.html.slice(0, 160)).join(" | "));
}"""


@dataclass
class Paper:
    """A browser context that shows rendered templates and collects what went wrong."""

    context: BrowserContext
    complaints: list[str] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=dict)

    def show(self, html: str, *, files: dict[str, str] | None = None) -> Page:
        """Load the page. `files` are extra stylesheets by path."""
        page = self.context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.route("**/*", lambda route: self._answer(route, html, files or {}))
        page.goto(f"{ORIGIN}/")
        page.evaluate("document.fonts.ready")
        return page

    def _answer(self, route: Route, html: str, files: dict[str, str]) -> None:
        url = route.request.url
        path = url.removeprefix(ORIGIN).split("?")[0].split("#")[0]
        if not url.startswith(ORIGIN):
            self.complaints.append(f"another origin was asked: {url}")
            route.abort()
        elif path == "/":
            route.fulfill(
                body=html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY}
            )
        elif path in files:
            route.fulfill(body=files[path], content_type="text/css; charset=utf-8")
        else:
            self._answer_static(route, path)

    def _answer_static(self, route: Route, path: str) -> None:
        found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if not isinstance(found, str):
            self.complaints.append(f"not found: {path}")
            route.fulfill(status=404, body="")
            return
        self.weights[path] = self.weights.get(path, 0) + 1
        route.fulfill(path=found, content_type=mimetypes.guess_type(found)[0] or "application/octet-stream")


def violations(page: Page, *, rules: Sequence[str] = ()) -> list[str]:
    """Return axe's findings, one line each with the first elements concerned; `rules` restricts the run to those rules.

    Waits for the fonts, which determine text sizes, and ends colour transitions first.
    """
    if not page.evaluate(SETTLE):
        page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(FIND_VIOLATIONS, list(rules))
    return found


def keep_picture(page: Page, path: Path, *, full_page: bool = True) -> None:
    """Save a screenshot if ROSTRUM_ARTEFACTS names a folder. Taking them all costs a fifth of these tests' time."""
    if "ROSTRUM_ARTEFACTS" in os.environ:
        page.screenshot(path=path, full_page=full_page)


def sideways(page: Page) -> list[str]:
    """Return the elements that extend beyond the right edge of the screen."""
    found: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
        .map(e => e.tagName + '.' + e.className).slice(0, 8)"""
    )
    return found


def small_targets(page: Page) -> list[str]:
    """Return what is smaller than 44 pixels under a finger, for a page in a context with touch.

    Links within a sentence are exempt (WCAG 2.5.8).
    """
    found: list[str] = page.evaluate(FIND_SMALL_TARGETS)
    return found


def sideways_when_enlarged(page: Page) -> list[str]:
    """Return what extends beyond the screen when all text is twice as large."""
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    found = sideways(page)
    page.evaluate("() => { document.documentElement.style.fontSize = '' }")
    return found


FIND_SMALL_TARGETS = """() => {
  const LEAST = 43.5, HALF = 21;
  const isShown = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.getClientRects().length;
  const isInSentence = (e) => e.tagName === 'A' && getComputedStyle(e).display === 'inline' &&
    [...e.parentElement.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim().length > 2);
  const found = new Set();
  for (const e of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
    if (!isShown(e) || e.closest('dialog:not([open])') || e.matches('.skip') || isInSentence(e)) continue;
    const isTick = e.matches('[type=checkbox], [type=radio]');
    const target = isTick ? e.closest('label') ?? e.labels[0] ?? e : e;
    target.scrollIntoView({ block: 'center' });
    const box = target.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
    if (box.width < 2 || box.height < 2) continue;
    const hits = (dx, dy) => {
      const hit = document.elementFromPoint(Math.max(x + dx, 1), y + dy);
      return hit && (target.contains(hit) || hit.closest('label')?.control === e);
    };
    const isHigh = box.height >= LEAST || hits(0, -HALF) && hits(0, HALF);
    const isWide = box.width >= LEAST || hits(-HALF, 0) && hits(HALF, 0);
    if (isHigh && isWide) continue;
    const size = `${Math.round(box.width)}x${Math.round(box.height)}`;
    found.add(`${e.tagName}.${e.className} ${size} ${e.textContent.trim().slice(0, 20)}`);
  }
  return [...found].slice(0, 12);
}"""
