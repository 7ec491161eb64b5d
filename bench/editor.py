"""Measure the workspace in which a programme is made: `./dev bench editor`.

Two conferences of 330 and 3,300 talks with 30 rooms and a full day each, on durable PostgreSQL behind gunicorn with two
processes. "open" is the time until Chromium has drawn the editor with the data of one day, the median of several page
loads. "drop" is the time from a talk's new length in Chromium until the server's answer is there; the browser shares
the two cores. "clashes" finds all clashes of the whole programme in one process, "board" shows its 26 forums, and
"publish" is bench/trial/publishing.py: all sessions moved, a letter to every speaker queued.
"""

import argparse
import json
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from bench.measuring.figures import goals_of, judged, progress, report
from bench.measuring.interpreter import interpreter_ms
from bench.trial.site import Site, open_site, told_by
from tests.chromium import CHROMIUM, FLAGS

TALKS = ("330", "3300")
INSIDE = {
    "day_sessions": "sessions",
    "clashes": "ms",
    "clashes_statements": "statements",
    "drop_statements": "statements",
    "board": "ms",
    "board_statements": "statements",
}
FIGURES = {
    "interpreter": "ms",
    **{
        f"{name}_{talks}": unit
        for talks in TALKS
        for name, unit in {
            "open": "ms",
            "drop": "ms",
            "drop_worst": "ms",
            "marked": "ms",
            **INSIDE,
            "publish": "ms",
            "publish_statements": "statements",
        }.items()
    },
}
Values = dict[str, float]


def main() -> None:
    """Measure, and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    parser.add_argument("--rounds", type=int, default=10, help="page loads, and drops, of each conference (10)")
    arguments = parser.parse_args()
    values: Values = {"interpreter": interpreter_ms()}
    with open_site(people=0, doors=0, places=0, letters_are_sent=False) as site:
        progress("Publishing ...")
        published = json.loads(told_by("bench.trial.publishing", *TALKS, environment=site.environment))
        progress("Clashes ...")
        inside = json.loads(told_by("bench.trial.editing", *TALKS, environment=site.environment))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for talks in TALKS:
                progress(f"The editor, {talks} talks ...")
                measured = _editor(browser, site, inside[talks], rounds=arguments.rounds)
                measured |= {name: inside[talks][name] for name in INSIDE}
                measured |= {"publish": published[talks]["took"], "publish_statements": published[talks]["statements"]}
                values |= {f"{name}_{talks}": value for name, value in measured.items()}
            browser.close()
    report(judged(values, FIGURES, goals_of("editor")), as_json=arguments.json)


def _editor(browser: Browser, site: Site, inside: dict[str, str], *, rounds: int) -> Values:
    url = f"http://127.0.0.1:{site.port}"
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": inside["session"], "url": url}])
    page = context.new_page()
    opened = [_opened(page, f"{url}/console/{inside['slug']}/editor/") for _ in range(rounds + 1)]
    drops = [_dropped(page, 16 + number % 4) for number in range(rounds + 1)]
    marked = _marked(page)
    context.close()
    # The first of each warms up what the processes keep.
    return {"open": median(opened[1:]), "drop": median(drops[1:]), "drop_worst": max(drops[1:]), "marked": marked}


def _opened(page: Page, address: str) -> float:
    """Return the milliseconds from the request for the page until the editor is drawn."""
    page.goto(address)
    page.wait_for_selector("body.is-ready")
    ready: float = page.evaluate("performance.getEntriesByName('editor-ready')[0].startTime")
    return ready


def _dropped(page: Page, minutes: int) -> float:
    """Give the first talk another length; return the milliseconds until the server has answered."""
    page.locator("[data-grid] [data-talk]").first.click()
    field = page.locator(".ed-length input")
    field.fill(str(minutes))
    with page.expect_response(lambda response: response.url.endswith("/deeds/")) as answered:
        field.press("Enter")
    if answered.value.status != 200:
        raise RuntimeError(answered.value.text())
    page.wait_for_timeout(50)
    return float(page.locator("[data-grid]").get_attribute("data-acknowledged-in") or "nan")


def _marked(page: Page) -> float:
    """Lift a talk; return the milliseconds until every place shows whether it would clash there."""
    box = page.locator("[data-grid] [data-talk]").first.bounding_box()
    if box is None:
        raise RuntimeError("There is no talk")
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 40, box["y"] + 12, steps=3)
    marked = float(page.locator("[data-grid]").get_attribute("data-marked-in") or "nan")
    page.keyboard.press("Escape")
    page.mouse.up()
    return marked


if __name__ == "__main__":
    main()
