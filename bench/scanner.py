"""From a frame of the camera to the verdict on the screen: `./dev bench scanner`, desktop Chromium, 1280 x 720.

A fake camera shows one badge after the other. Measured on the page from the moment at which a frame is taken: to the
text that is read from it, and to the verdict, which waits for the record on disk and for the server's word.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from bench.trial.site import Site, open_site
from tests.browser.camera import camera_flags, qr_picture, write_video
from tests.chromium import CHROMIUM, FLAGS

BADGES = 12
SHOWN_FOR, DESK_FOR = 1.0, 3.0
"""Seconds. A verdict is green for a second and a half, and the next badge must come after it."""
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
    """Prints the table; ends with 1 where no badge was read."""
    with open_site(people=BADGES, doors=1, places=0) as site, tempfile.TemporaryDirectory() as folder:
        codes = [str(code) for (code,) in site.rows("SELECT code FROM registration_credential")]
        scenes = [scene for code in codes for scene in ((None, DESK_FOR), (qr_picture(code, box=6), SHOWN_FOR))]
        video = write_video(Path(folder, "badges.y4m"), scenes)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *camera_flags(video)])
            times = _scan(browser.new_page(viewport={"width": 1280, "height": 720}), site)
            browser.close()
    print(f"{len(times['verdicts'])} of {BADGES} badges let in")
    print(f"{'':<28} {'median':>8} {'worst':>8}")
    rows = (("frame without a code", "frames"), ("frame to text", "texts"), ("frame to verdict", "verdicts"))
    for name, key in rows:
        print(f"{name:<28} {median(times[key] or [0]):>5.0f} ms {max(times[key], default=0):>5.0f} ms")
    sys.exit(not times["verdicts"])


def _scan(page: Page, site: Site) -> dict[str, list[float]]:
    """Stands at the door until the last badge has been before the camera."""
    page.goto(f"http://127.0.0.1:{site.port}/door/")
    page.evaluate(BECOME, site.crowd.keys[0])
    page.add_init_script(WATCH)
    page.reload()
    page.locator("[data-checkpoint]").click()
    page.wait_for_timeout(BADGES * (SHOWN_FOR + DESK_FOR) * 1000 + 2000)
    times: dict[str, list[float]] = page.evaluate("window.times")
    return times


if __name__ == "__main__":
    main()
