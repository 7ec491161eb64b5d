"""The demo's public pages in Chromium, on the afternoon of the first day, while 26 forums are in session."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import modify_settings, override_settings
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from events.models import Conference, Organisation
from events.operations.publishing import publish
from events.queries.releases import current_index
from events.rules.index import ProgrammeIndex
from portal.demo import reading
from portal.demo.loading.people import load_stage
from portal.demo.loading.programme import load_programme
from tests.browser.paper import keep_picture, sideways, sideways_when_enlarged, small_targets, violations
from tests.builders.people import a_conference
from tests.builders.programmes import a_session
from toolkit.clock import Clock

pytestmark = pytest.mark.browser
FIRST_DAY = date(2027, 4, 16)
AFTERNOON = datetime(2027, 4, 16, 6, 32, tzinfo=UTC)
AT_AFTERNOON = Clock(starts_at=AFTERNOON, stands=True, started=AFTERNOON)
HEAVIEST = 100_000
Theme = Literal["light", "dark"]
CASES: dict[str, list[tuple[Theme, int]]] = {
    "zh-hans": [("light", 390), ("dark", 1440)],
    "en": [("light", 1440), ("dark", 390)],
}
"""Theme and width of each look. A page is loaded once per language; only pages in IN_DARK are checked in dark."""
IN_DARK = {"home", "day-1", "forum", "closed"}
"""The pages that together show every colour."""


@pytest.fixture(scope="module")
def index(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[ProgrammeIndex]:
    """The published programme, shared by all tests of this module, which never change it."""
    with django_db_blocker.unblock(), override_settings(CLOCK=AT_AFTERNOON):
        yield published_demonstration()
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def site(index: ProgrammeIndex) -> Iterator[LiveServer]:
    """A server for that programme. `live_server` would empty the database after each test."""
    server = LiveServer("localhost")
    with modify_settings(ALLOWED_HOSTS={"append": "localhost"}):
        yield server
        server.stop()


def published_demonstration() -> ProgrammeIndex:
    """Publish the demo's programme; add an unpublished conference, and one without forums."""
    organisation = Organisation.objects.create(**reading.conference().organisation, created_at=AFTERNOON)
    programme = load_programme(organisation, first_day=FIRST_DAY, now=AFTERNOON)
    load_stage(programme, organisation, (), now=AFTERNOON)
    publish(programme.conference, by=None, now=AFTERNOON)
    a_conference(organisation, "unpublished")
    sparse = a_conference(organisation, "sparse")
    a_session(sparse, None, starts_at=AFTERNOON + timedelta(days=1))
    publish(sparse, by=None, now=AFTERNOON)
    found = current_index(Conference.objects.get(pk=programme.conference.pk))
    assert found is not None
    return found


@dataclass
class Reader:
    """A browser page, with the errors that occurred on it."""

    context: BrowserContext
    page: Page
    origin: str
    language: str
    complaints: list[str] = field(default_factory=list)

    def opens(self, path: str) -> None:
        """Load the page and wait for what htmx fetches."""
        self.page.goto(f"{self.origin}/{self.language}/{path}")
        if self.page.locator("[data-now-from]").count():
            self.page.locator("[data-now]").wait_for(state="attached")

    def looks(self, theme: Theme, width: int) -> None:
        """Switch theme and width without reloading the page."""
        self.page.emulate_media(color_scheme=theme)
        self.page.set_viewport_size({"width": width, "height": 844})


def a_reader(chromium: Browser, origin: str, *, language: str, theme: Theme, width: int) -> Reader:
    context = chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=theme)
    # Listen for the document's violation events: the console reports only the first violation.
    context.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.blockedURI))"
    )
    reader = Reader(context, context.new_page(), origin, language)
    complain = reader.complaints.append
    reader.page.on("console", lambda message: complain(message.text) if message.type == "error" else None)
    reader.page.on("pageerror", lambda error: complain(str(error)))
    reader.page.on("request", lambda request: None if request.url.startswith(origin) else complain(request.url))
    return reader


def every_page(index: ProgrammeIndex) -> dict[str, str]:
    """Return paths without the language prefix, by screenshot name. Extreme cases are chosen where there are any."""
    talks = [talk for _session, talk in index.talks.values()]
    longest = max(talks, key=lambda talk: len(talk.title.zh))
    cancelled = next(talk for talk in talks if talk.is_cancelled)
    only_chinese = next(talk for talk in talks if talk.title.zh and not talk.title.en)
    stranger = max(index.programme.speakers, key=lambda speaker: len(speaker.name))
    forum = max(index.programme.forums, key=lambda forum: len(forum.title.en))
    second, third = FIRST_DAY + timedelta(days=1), FIRST_DAY + timedelta(days=2)
    return {
        "portal": "",
        "home": "nbic/",
        "day-1": "nbic/programme/",
        "day-2": f"nbic/programme/{second}/",
        "day-3": f"nbic/programme/{third}/",
        "forum": f"nbic/forums/{forum.number}/",
        "session": "nbic/sessions/R/",
        "closed": "nbic/sessions/C1/",
        "talk-long": f"nbic/talks/{longest.code}/",
        "talk-cancelled": f"nbic/talks/{cancelled.code}/",
        "talk-chinese": f"nbic/talks/{only_chinese.code}/",
        "speakers": "nbic/speakers/",
        "speakers-found": "nbic/speakers/?q=wang",
        "speakers-none": "nbic/speakers/?q=nobody+at+all",
        "speaker": f"nbic/speakers/{stranger.code}/",
        "unpublished": "unpublished/",
        "sparse": "sparse/",
        "sparse-empty-day": f"sparse/programme/{FIRST_DAY}/",
    }


@pytest.mark.parametrize("language", CASES)
def test_every_public_page_is_sound(
    chromium: Browser, site: LiveServer, index: ProgrammeIndex, artefacts: Path, language: str
) -> None:
    reader = a_reader(chromium, site.url, language=language, theme="light", width=CASES[language][0][1])
    faults = []
    for name, path in every_page(index).items():
        reader.opens(path)
        for theme, width in CASES[language]:
            if theme == "light" or name in IN_DARK:
                reader.looks(theme, width)
                keep_picture(reader.page, artefacts / f"public-{name}-{width}-{language}-{theme}.png")
                found = [*violations(reader.page), *sideways(reader.page), *torn(reader.page)]
                faults += [f"{name} {theme} {width}: {fault}" for fault in found]
        reader.looks("light", 1440)
        faults += [f"{name} enlarged: {fault}" for fault in sideways_when_enlarged(reader.page)]
    assert faults == []
    assert reader.complaints == []
    reader.context.close()


@pytest.mark.parametrize("language", CASES)
def test_pages_are_easy_to_press_and_to_enlarge_on_a_phone(
    chromium: Browser, site: LiveServer, index: ProgrammeIndex, language: str
) -> None:
    faults = []
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    for name, path in every_page(index).items():
        page.goto(f"{site.url}/{language}/{path}")
        faults += [f"{name}: {fault}" for fault in [*small_targets(page), *sideways_when_enlarged(page)]]
    context.close()
    assert faults == []


@pytest.mark.parametrize("language", CASES)
@pytest.mark.parametrize("width", [390, 1440])
def test_what_comes_late_moves_nothing(
    chromium: Browser, site: LiveServer, index: ProgrammeIndex, width: int, language: str
) -> None:
    touch = width == 390
    context = chromium.new_context(viewport={"width": width, "height": 844}, has_touch=touch, is_mobile=touch)
    context.add_init_script(COUNT_SHIFTS)
    page, held = context.new_page(), list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/now/", hold)
    for path, has_now in {"nbic/": True, "nbic/programme/": True, "nbic/speakers/": False}.items():
        if has_now:
            with page.expect_request("**/now/"):
                page.goto(f"{site.url}/{language}/{path}")
            page.evaluate(PAINTED)
            held.pop().continue_()
            page.locator("[data-now]").wait_for(state="attached")
        else:
            page.goto(f"{site.url}/{language}/{path}")
        page.evaluate(PAINTED)
        assert page.evaluate("() => window.shifts()") < 0.05, path
    assert held == []
    context.close()


PAINTED = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
}"""
COUNT_SHIFTS = """
let sum = 0;
const add = (shifts) => { for (const shift of shifts) if (!shift.hadRecentInput) sum += shift.value; };
const observer = new PerformanceObserver((list) => add(list.getEntries()));
observer.observe({ type: 'layout-shift', buffered: true });
window.shifts = () => { add(observer.takeRecords()); return sum; };
"""


def torn(page: Page) -> list[str]:
    """Return words in headings that break across lines without a hyphen."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('h1, h2, h3')].flatMap(head => {
        const walker = document.createTreeWalker(head, NodeFilter.SHOW_TEXT), range = document.createRange(), torn = [];
        while (walker.nextNode()) for (const word of walker.currentNode.data.matchAll(/[A-Za-z]{3,}/g)) {
        range.setStart(walker.currentNode, word.index);
        range.setEnd(walker.currentNode, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) torn.push(word[0]);
        }
        return torn; })"""
    )
    return found


def test_the_security_policy_is_sent_and_enforced(chromium: Browser, site: LiveServer, index: ProgrammeIndex) -> None:
    reader = a_reader(chromium, site.url, language="en", theme="light", width=1440)
    answer = reader.page.goto(f"{site.url}/en/nbic/")
    assert answer is not None
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    reader.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
    )
    assert reader.page.evaluate("window.ran") is None
    assert reader.complaints != []
    reader.context.close()


def test_a_phone_shows_current_sessions_first(chromium: Browser, site: LiveServer, index: ProgrammeIndex) -> None:
    reader = a_reader(chromium, site.url, language="zh-hans", theme="light", width=390)
    reader.opens("nbic/")
    now, lead = reader.page.locator(".now-box"), reader.page.locator(".lead")
    expect(now).to_contain_text("14:32")
    above, below = now.bounding_box(), lead.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"]
    assert above["y"] + above["height"] < 844 - 60  # above the tabs, without scrolling
    reader.context.close()


def test_the_tab_bar_does_not_cover_the_end_of_a_page(
    chromium: Browser, site: LiveServer, index: ProgrammeIndex
) -> None:
    reader = a_reader(chromium, site.url, language="en", theme="light", width=390)
    for path in ("nbic/", "nbic/programme/", "nbic/speakers/"):
        reader.opens(path)
        reader.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        foot, tabs = reader.page.locator(".page-foot").bounding_box(), reader.page.locator(".nav-tabs").bounding_box()
        assert foot is not None
        assert tabs is not None
        assert foot["y"] + foot["height"] <= tabs["y"] + 1, path
    reader.context.close()


def test_the_timetable_marks_past_current_and_future_sessions(
    chromium: Browser, site: LiveServer, index: ProgrammeIndex
) -> None:
    reader = a_reader(chromium, site.url, language="en", theme="light", width=1440)
    reader.opens("nbic/programme/")
    page = reader.page
    expect(page.locator(".flag-now")).to_have_text("14:32")
    rows = page.locator(".grid-forums .grid-row")
    assert rows.count() == 27
    assert page.locator(".grid-forums .grid-row:has(.cell.is-now)").count() == 27
    first = rows.first.locator(".cell")
    assert [name for name in first.nth(0).evaluate("e => [...e.classList]") if name[:4] != "word"] == [
        "cell",
        "is-past",
    ]
    assert "is-now" in first.nth(1).evaluate("e => e.className")
    assert [name for name in first.last.evaluate("e => [...e.classList]") if name[:4] != "word"] == ["cell"]
    reader.context.close()


def test_names_are_never_truncated_on_the_timetable(chromium: Browser, site: LiveServer, index: ProgrammeIndex) -> None:
    for language, width in (("zh-hans", 1440), ("en", 1440), ("en", 1024)):
        reader = a_reader(chromium, site.url, language=language, theme="light", width=width)
        for number in range(3):
            reader.opens(f"nbic/programme/{FIRST_DAY + timedelta(days=number)}/")
            cut = reader.page.evaluate(
                """() => [...document.querySelectorAll('.grid-forums .cell b')].filter(name => {
                const box = name.closest('a').getBoundingClientRect(), last = [...name.getClientRects()].at(-1);
                return last && (last.right > box.right + 1 || last.bottom > box.bottom + 1);
                }).map(name => name.textContent)"""
            )
            assert cut == []
        reader.context.close()


def test_tab_reaches_the_days_and_arrow_keys_move_between_talks(
    chromium: Browser, site: LiveServer, index: ProgrammeIndex
) -> None:
    reader = a_reader(chromium, site.url, language="en", theme="light", width=1440)
    reader.opens("nbic/programme/")
    page, keys = reader.page, reader.page.keyboard
    keys.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    keys.press("Enter")
    reached = []
    for _ in range(20):
        keys.press("Tab")
        reached.append(page.evaluate("document.activeElement.closest('.day-tab, .finder, .grid')?.className"))
    assert reached[:3] == ["day-tab"] * 3
    grids = [place.split()[1] for place in reached if place and place.startswith("grid")]
    assert grids == ["grid-plenary", "grid-forums"], "each grid is one stop"
    assert page.locator(".grid-forums").get_attribute("role") == "grid"

    def present() -> tuple[int, int]:
        """Return the row and the position within it that currently have the focus."""
        found: list[int] = page.evaluate(
            """() => { const at = document.activeElement, row = at.closest('tr');
            return [[...document.querySelectorAll('.grid-forums .grid-row')].indexOf(row),
            [...row.querySelectorAll('th a, .cell > a')].indexOf(at)]; }"""
        )
        return found[0], found[1]

    page.locator(".grid-forums .cell a").first.focus()
    steps = {}
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "End", "Home"):
        keys.press(key)
        steps[key] = present()
    assert steps == {
        "ArrowRight": (0, 2), "ArrowDown": (1, 2), "ArrowLeft": (1, 1), "ArrowUp": (0, 1), "End": (0, 7), "Home": (0, 0)
    }  # fmt: skip
    keys.press("ArrowRight")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    whole = page.locator(".inspector")
    expect(whole).to_contain_text("14:00–14:10")
    keys.press("Escape")
    expect(whole).to_be_hidden()
    keys.press("Enter")
    page.wait_for_url("**/talks/*/")
    reader.context.close()


def test_a_timetable_search_keeps_matches_and_a_bundle_opens_in_place(
    chromium: Browser, site: LiveServer, index: ProgrammeIndex
) -> None:
    reader = a_reader(chromium, site.url, language="en", theme="light", width=1440)
    reader.opens("nbic/programme/")
    page = reader.page
    rows, said = page.locator(".grid-forums .grid-row"), page.locator(".finder-said")
    staying = page.locator(".grid-forums .grid-row:not(.is-out)")
    page.get_by_role("searchbox").fill("wenwei")
    expect(said).to_have_text("1 of 28 rows, 1 match")  # found by the pinyin of 闻维桢
    assert staying.locator(".cell.is-found").inner_text().startswith("Wen Weizhen")
    assert rows.first.evaluate("row => row.offsetHeight") < 24
    assert violations(page) == []
    page.get_by_role("searchbox").fill("nobody at all")
    expect(said).to_have_text("Nothing on this day matches “nobody at all”.")
    page.get_by_role("button", name="Clear the search").click()
    expect(page.get_by_role("searchbox")).to_be_focused()
    assert staying.count() == 27
    page.get_by_role("button", name="C", exact=False).and_(page.locator("[data-group=C]")).click()
    expect(said).to_have_text("5 of 28 rows")
    page.locator(".day-tab").nth(1).click()
    page.wait_for_url("**/#group=C")
    expect(said).to_contain_text("rows")
    page.go_back()
    bundle, talks = page.get_by_role("button", name="5 flash talks"), page.locator(".under a")
    bundle.click()
    expect(talks).to_have_count(5)
    expect(talks.first).to_be_visible()
    assert violations(page) == []
    talks.first.focus()
    page.keyboard.press("Escape")
    expect(talks.first).to_be_hidden()
    expect(bundle).to_be_focused()
    page.get_by_role("button", name="×2").click()
    table, frame = page.locator(".grid-forums"), page.locator(".grid-scroll")
    assert table.evaluate("e => e.offsetWidth") > 1.5 * frame.evaluate("e => e.offsetWidth")
    frame.evaluate("e => e.scrollTo(600, 0)")
    assert rows.first.locator("th").evaluate("e => e.getBoundingClientRect().left") == 40  # row headings stay in place
    assert [*sideways(page), *violations(page)] == []
    assert reader.complaints == []
    reader.context.close()


def test_the_first_day_transfers_less_than_100_kilobytes(
    chromium: Browser, site: LiveServer, index: ProgrammeIndex, capsys: pytest.CaptureFixture[str]
) -> None:
    for language in ("zh-hans", "en"):
        for width in (390, 1440):
            reader = a_reader(chromium, site.url, language=language, theme="light", width=width)
            reader.opens(f"nbic/programme/{FIRST_DAY}/")
            weights = {path: packed(path, size) for path, size in fetched(reader.page)}
            reader.context.close()
            with capsys.disabled():
                page = next(iter(weights.values()))
                print(
                    f"\nprogramme {language} {width}: {sum(weights.values())} bytes, of which the page {page}", end=""
                )
            assert sum(weights.values()) < HEAVIEST, weights


def fetched(page: Page) -> list[tuple[str, int]]:
    """Return the paths of the page and of everything it fetched, each with the bytes sent."""
    entries: list[tuple[str, int]] = page.evaluate(
        """() => ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))
        .map(entry => [entry.name, entry.encodedBodySize])"""
    )
    return [(urlsplit(url).path, size) for url, size in entries]


def packed(path: str, size: int) -> int:
    """Return the bytes that a production server sends: it serves static files compressed, the test server does not."""
    found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
    if not isinstance(found, str) or path.endswith(".woff2"):
        return size
    return len(gzip.compress(Path(found).read_bytes(), 9))
