"""Measure the time from camera frame to verdict: `./dev bench scanner`, desktop Chromium, 1280 x 720.

A fake camera shows one badge after another. The page's clock starts when a frame is grabbed and is read twice: when the
code has been decoded, and when the verdict is shown, after the record is on disk and the server has answered. The
reference figure is a fixed loop in Python, in milliseconds.

The way to the verdict has five stages: "capture" takes the picture from the video, "decode" is the worker's, "store"
ends when the record is on disk and is sent, "server" when it has answered, "paint" when the verdict is on the screen.
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
STAGES = ("capture", "decode", "store", "server", "paint")
FIGURES = {
    "interpreter": "ms",
    "let_in": "badges",
    **{f"{name}_{part}": "ms" for name in [*MEASURED, *STAGES] for part in ("median", "worst")},
}
SHOWN_FOR, DESK_FOR = 1.0, 3.0
"""Seconds for a badge and for the empty desk. A verdict stays for 1.5 s, and the next badge must come after it."""
WATCH = """
const times = (window.times = { frames: [], texts: [], verdicts: [] });
for (const stage of ["capture", "decode", "store", "server", "paint"]) times[stage] = [];
let frame = {}, badge = null;
const { createImageBitmap: take, fetch: ask } = window;
window.createImageBitmap = async (...all) => {
  frame = { began: performance.now() };
  const picture = await take(...all);
  frame.taken = performance.now();
  return picture;
};
window.Worker = class extends Worker {
  constructor(...all) {
    super(...all);
    this.addEventListener("message", ({ data }) => {
      if (data.text === undefined) return;
      frame.read = performance.now();
      if (data.text && !badge) badge = frame;
      (data.text ? times.texts : times.frames).push(frame.read - frame.began);
    });
  }
};
window.fetch = async (...all) => {
  const asks = badge && !badge.asked && String(all[0]).endsWith("/scans") ? badge : null;
  if (asks) asks.asked = performance.now();
  const answer = await ask(...all);
  if (asks) asks.answered = performance.now();
  return answer;
};
addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
  if (!badge || !document.body.classList.contains("door-admit")) {
    if (!document.body.className.includes("door-")) badge = null;
    return;
  }
  const { began, taken, read, asked, answered } = badge;
  if (!answered || badge.isShown) return;
  badge.isShown = true;
  requestAnimationFrame(() => {
    const shown = performance.now();
    times.verdicts.push(shown - began);
    times.capture.push(taken - began);
    times.decode.push(read - taken);
    times.store.push(asked - read);
    times.server.push(answered - asked);
    times.paint.push(shown - answered);
  });
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
    for name, kind in [*MEASURED.items(), *zip(STAGES, STAGES, strict=True)]:
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
