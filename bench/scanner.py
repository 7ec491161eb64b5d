"""Measure the time from camera frame to verdict: `./dev bench scanner`, desktop Chromium, 1280 x 720.

A fake camera shows one badge after another. The page's clock starts when a frame is grabbed and is read twice: when the
code has been decoded, and when the verdict is shown, after the record is on disk and the server has answered. The
reference figure is a fixed loop in Python, in milliseconds.
"""

import argparse
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from bench.measuring.figures import goals_of, judged, progress, report
from bench.measuring.interpreter import interpreter_ms
from bench.trial.site import Site, open_site
from tests.browser.camera import camera_flags, qr_picture, write_video
from tests.chromium import CHROMIUM, FLAGS

MEASURED = {"frame_without_a_code": "frames", "frame_to_text": "texts", "frame_to_verdict": "verdicts"}
FIGURES = {
    "interpreter": "ms",
    "let_in": "badges",
    **{f"{name}_{part}": "ms" for name in MEASURED for part in ("median", "worst")},
}
SHOWN_FOR, DESK_FOR = 1.0, 3.0
"""Seconds for a badge and for the empty desk. A verdict stays for 1.5 s, and the next badge must come after it."""
WATCH = """
const times = (window.times = { taken: 0, frames: [], texts: [], verdicts: [] });
const take = window.createImageBitmap;
window.createImageBitmap = (...all) => { times.taken = performance.now(); return take(...all); };
window.Worker = class extends Worker {
  constructor(...all) {
    super(...all);
    this.addEventListener("message", ({ data }) => {
      if (data.text === undefined) return;
      const took = performance.now() - times.taken;
      if (data.text) times.read = times.taken;
      (data.text ? times.texts : times.frames).push(took);
    });
  }
};
addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
  if (!document.body.classList.contains("door-admit") || !times.read) return;
  const began = times.read;
  times.read = 0;
  requestAnimationFrame(() => times.verdicts.push(performance.now() - began));
}).observe(document.body, { attributeFilter: ["class"] }));
"""
BECOME = """async (key) => {
  const { putSetting } = await import("/static/door/store.js");
  await putSetting("device", { key, name: "bench" });
}"""


def main() -> None:
    """Measure, and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    parser.add_argument("--badges", type=int, default=12, help="badges before the camera, four seconds each (12)")
    arguments = parser.parse_args()
    times = _times(arguments.badges)
    if not times["verdicts"]:
        raise SystemExit("No badge was read.")
    values: dict[str, float] = {"interpreter": interpreter_ms(), "let_in": len(times["verdicts"])}
    for name, kind in MEASURED.items():
        values |= {f"{name}_median": median(times[kind]), f"{name}_worst": max(times[kind])}
    report(judged(values, FIGURES, goals_of("scanner")), as_json=arguments.json)


def _times(badges: int) -> dict[str, list[float]]:
    """Return milliseconds from frame to decoded text and from frame to verdict, one list for each."""
    with open_site(people=badges, doors=1, places=0) as site, tempfile.TemporaryDirectory() as folder:
        codes = [str(code) for (code,) in site.rows("SELECT code FROM registration_credential")]
        scenes = [scene for code in codes for scene in ((None, DESK_FOR), (qr_picture(code, box=6), SHOWN_FOR))]
        video = write_video(Path(folder, "badges.y4m"), scenes)
        progress(f"{badges} badges before the camera ...")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *camera_flags(video)])
            times = _scan(browser.new_page(viewport={"width": 1280, "height": 720}), site, badges)
            browser.close()
    return times


def _scan(page: Page, site: Site, badges: int) -> dict[str, list[float]]:
    """Run the scanner until the last badge has been shown to the camera."""
    page.goto(f"http://127.0.0.1:{site.port}/door/")
    page.evaluate(BECOME, site.crowd.keys[0])
    page.add_init_script(WATCH)
    page.reload()
    page.locator("[data-checkpoint]").click()
    page.wait_for_timeout(badges * (SHOWN_FOR + DESK_FOR) * 1000 + 2000)
    times: dict[str, list[float]] = page.evaluate("window.times")
    return times


if __name__ == "__main__":
    main()
