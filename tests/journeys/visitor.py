"""A person at a browser, with every fault found on the pages shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, ViewportSize

from tests.browser.paper import keep_picture, sideways, violations
from tests.journeys.portal import OPENS

SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1440, "height": 900}
LOCALES = {"zh-hans": "zh-CN", "en": "en-GB"}
TAGS = {"zh-hans": "zh-Hans", "en": "en"}
TELL_VIOLATIONS = "addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective))"
POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
DOOR_POLICY = POLICY | {"script-src": "'self' 'wasm-unsafe-eval'", "worker-src": "'self'"}
LETTER_POLICY = {
    "default-src": "'none'",
    "img-src": "'self'",
    "style-src": "'unsafe-inline'",
    "sandbox": "allow-popups",
}


@dataclass
class Visitor:
    """A separate browser, phone or desktop, whose clock is set to the portal's time."""

    context: BrowserContext
    page: Page
    origin: str
    pictures: Path
    language: str
    complaints: list[str] = field(default_factory=list)

    def look(self, what: str) -> None:
        """Take screenshots at both widths, and record axe's findings and elements beyond the edge."""
        self.page.evaluate("document.fonts.ready")
        if self.page.locator("html").get_attribute("lang") != TAGS[self.language]:
            self.complaints.append(f"{what} is in another language")
        for size in (DESK, PHONE):
            self.page.set_viewport_size(size)
            self.snap(what)
            self.complaints += [f"{what} {size['width']}: {each}" for each in violations(self.page)]
            self.complaints += [f"{what} {size['width']}: beyond the edge: {each}" for each in sideways(self.page)]

    def snap(self, what: str) -> None:
        """Take a screenshot of the whole page."""
        name = f"story-{self.language}-{what}-{self._size['width']}.png"
        keep_picture(self.page, self.pictures / name)

    @property
    def _size(self) -> ViewportSize:
        assert self.page.viewport_size is not None
        return self.page.viewport_size

    def look_at_still(self, what: str, html: str) -> None:
        """Inspect a copy, without scripts, of a screen that disappears after a moment."""
        copy, address = SCRIPT.sub("", html), self.page.url
        assert self.context.browser is not None
        context = self.context.browser.new_context(device_scale_factor=2, color_scheme="light", viewport=self._size)
        still = replace(self, context=context, page=context.new_page())
        still.page.route(address, lambda route: route.fulfill(body=copy, content_type="text/html; charset=utf-8"))
        still.page.goto(address)
        still.look(what)
        context.close()

    def _listen(self) -> None:
        self.context.add_init_script(TELL_VIOLATIONS)
        self.context.on("request", self._hear_request)
        self.context.on("response", self._hear_response)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.on("console", self._hear_console)

    def _hear_request(self, request: Request) -> None:
        # Chromium's internal pages, such as its PDF reader, use chrome: and chrome-extension:.
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:", "chrome")):
            self.complaints.append(f"another origin was asked: {request.url}")

    def _hear_console(self, message: ConsoleMessage) -> None:
        # A letter's policy forbids scripts, including the one that Playwright injects.
        is_ours = message.text.startswith("Blocked script execution") and "/mailbox/" in message.text
        if message.type == "error" and not is_ours:
            self.complaints.append(f"{self.page.url}: {message.text} {message.location}")

    def _hear_response(self, response: Response) -> None:
        path = urlsplit(response.url).path
        # The response seen here is Chromium's PDF reader's. The file itself is fetched and checked separately.
        if response.request.resource_type != "document" or path.endswith(".pdf") or response.url.startswith("chrome"):
            return
        said = policy_said(response.headers)
        if said != policy_of(path):
            self.complaints.append(f"{path} has the policy {said}")


def policy_of(path: str) -> dict[str, str]:
    """Return the policy that a page must have."""
    if path == "/door/":
        return DOOR_POLICY
    return LETTER_POLICY if path.startswith("/mailbox/") and path.endswith("/html/") else POLICY


def policy_said(headers: Mapping[str, str]) -> dict[str, str]:
    """Parse the response's policy into directives."""
    directives = [words.strip().partition(" ") for words in headers.get("content-security-policy", "").split(";")]
    return {name: value for name, _, value in directives}


def arrive(browser: Browser, *, origin: str, pictures: Path, language: str, size: ViewportSize) -> Visitor:
    """Open a new browser."""
    context = browser.new_context(
        viewport=size,
        device_scale_factor=2 if size == PHONE else 1,
        locale=LOCALES[language],
        color_scheme="light",
    )
    context.clock.install(time=OPENS)
    visitor = Visitor(context=context, page=context.new_page(), origin=origin, pictures=pictures, language=language)
    visitor._listen()
    return visitor
