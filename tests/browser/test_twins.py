"""The rules that scanners apply offline, and the editor while it drags, give the same answers as in Python."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "static"
VECTORS = ROOT / "tests" / "vectors"
TYPES = {".js": "text/javascript", ".html": "text/html"}

pytestmark = pytest.mark.browser


def serve(route: Route) -> None:
    path = STATIC / route.request.url.removeprefix("http://localhost/static/")
    if path.is_file():
        route.fulfill(path=path, content_type=TYPES[path.suffix])
    else:
        route.fulfill(body="<!doctype html><title>twins</title>", content_type="text/html")


@pytest.fixture
def page(chromium: Browser) -> Page:
    page = chromium.new_context().new_page()
    page.route("**/*", serve)
    page.goto("http://localhost/")
    return page


def test_admission_is_decided_alike_in_javascript_and_python(page: Page) -> None:
    vectors = json.loads((VECTORS / "admission.json").read_text())

    wrong = page.evaluate(
        """async (vectors) => {
          const { decide } = await import("/static/door/admission.js");
          const wrong = [];
          for (const { name, facts, checkpoint, expect } of vectors.cases) {
            vectors.situations.forEach(([situation, moreFacts, moreCheckpoint], column) => {
              const given = decide({ ...vectors.facts, ...facts, ...moreFacts }, { ...checkpoint, ...moreCheckpoint });
              const reason = Array.isArray(expect.reason) ? expect.reason[column] : expect.reason;
              const verdict = expect.verdicts[column];
              const practice = Boolean(facts.practice);
              const wanted = { verdict, reason, noted: expect.noted, counts: verdict === "admit" && !practice };
              if (JSON.stringify(given) !== JSON.stringify(wanted)) wrong.push([name, situation, given, wanted]);
            });
          }
          return wrong;
        }""",
        vectors,
    )

    assert wrong == []


def test_typed_codes_are_parsed_as_in_the_vectors(page: Page) -> None:
    vectors = json.loads((VECTORS / "credentials.json").read_text())

    wrong = page.evaluate(
        """async ({ typed }) => {
          const { parseCode } = await import("/static/door/codes.js");
          return typed.filter((each) => parseCode(each.typed) !== each.code).map((each) => each.name);
        }""",
        vectors,
    )

    assert wrong == []


def test_codes_in_words_are_found_as_in_the_vectors(page: Page) -> None:
    vectors = json.loads((VECTORS / "codes_in_words.json").read_text())

    wrong = page.evaluate(
        """async ({ cases }) => {
          const { holdsCode } = await import("/static/door/codes.js");
          return cases.filter((each) => holdsCode(each.words) !== (each.kept !== each.words)).map((each) => each.name);
        }""",
        vectors,
    )

    assert wrong == []


def test_prefixes_are_equal_in_javascript_and_python(page: Page) -> None:
    vectors = json.loads((VECTORS / "credentials.json").read_text())

    given = page.evaluate(
        """async ({ prefixes }) => {
          const { prefixOf } = await import("/static/door/codes.js");
          return Promise.all(prefixes.map(({ code, salt }) => prefixOf(code, salt)));
        }""",
        vectors,
    )

    assert given == [each["prefix"] for each in vectors["prefixes"]]


def test_clashes_are_found_alike_in_javascript_and_python(page: Page) -> None:
    vectors = json.loads((VECTORS / "clashes.json").read_text())

    wrong = page.evaluate(
        """async ({ cases }) => {
          const { clashes } = await import("/static/editor/clashes.js");
          const read = ([resource, key, starts, ends, block], place) => ({ resource, key, starts, ends, block, place });
          return cases.flatMap(({ name, bookings, expect }) => {
            const given = clashes(bookings.map(read)).map(({ first, second }) => [first.place, second.place]);
            return JSON.stringify(given) === JSON.stringify(expect) ? [] : [[name, given, expect]];
          });
        }""",
        vectors,
    )

    assert wrong == []


def test_talks_start_at_the_same_time_in_javascript_and_python(page: Page) -> None:
    vectors = json.loads((VECTORS / "running_order.json").read_text())

    wrong = page.evaluate(
        """async ({ cases }) => {
          const { inOrder } = await import("/static/editor/order.js");
          const read = ([starts, minutes, is_pinned]) => ({ starts, minutes, is_pinned });
          return cases.flatMap(({ name, from, talks, expect }) => {
            const given = inOrder(from, talks.map(read)).map(({ starts }) => starts);
            return JSON.stringify(given) === JSON.stringify(expect) ? [] : [[name, given, expect]];
          });
        }""",
        vectors,
    )

    assert wrong == []
