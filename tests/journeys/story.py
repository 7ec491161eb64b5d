"""Steps of the main story: what each person does, and what they must then see."""

import re
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from django.utils.translation import gettext, override
from PIL import Image
from playwright.sync_api import Locator, expect

from tests import paper
from tests.browser.camera import write_video
from tests.journeys.letter import Confirmation, read_confirmation
from tests.journeys.portal import OPENS, Portal
from tests.journeys.visitor import POLICY, Visitor, policy_said

PASSWORD = "rostrum-demo"
SHOWN, AWAY = 1.0, 3.4
"""Seconds with the badge in view and out of view; out of view long enough for a new scan to count."""


@dataclass(frozen=True, kw_only=True)
class Guest:
    """The person who signs up, their language, and the names of the door and its scanner in it."""

    language: str
    name: str
    latin: str
    institution: str
    post: str
    email: str
    entrance: str
    scanner: str

    def reads(self, words: str) -> str:
        """Return the interface text in the guest's language; only the first sentence."""
        with override(self.language):
            return re.split("[.。]", gettext(words))[0]


def sign_up(at_home: Visitor, guest: Guest) -> None:
    """Go from the conference's page to the page that confirms the registration."""
    page = at_home.page
    page.goto(f"{at_home.origin}/{guest.language}/nbic/")
    page.locator(f"main a[href='/{guest.language}/nbic/register/']").first.click()
    own = "en" if guest.language == "en" else "zh"
    page.locator("input[name=category][value=DELEGATE]").check()
    page.locator("#id_name").fill(guest.name)
    page.locator(f"#id_institution_{own}").fill(guest.institution)
    page.locator(f"#id_post_{own}").fill(guest.post)
    page.locator("#id_email").fill(guest.email)
    page.locator("#id_phone").fill("138 0000 2713")
    at_home.look("01-form")
    page.locator("button[value=check]").click()
    expect(page.locator("button[value=confirm]")).to_be_visible()
    expect(page.locator("main")).to_contain_text(f"{guest.name} {guest.latin}".strip())
    at_home.look("02-check")
    page.locator("button[value=confirm]").click()
    page.wait_for_url(re.compile(r"/register/\w+/$"))
    expect(page.locator(".state-name")).to_contain_text(guest.name)
    at_home.look("03-done")


def read_mail(on_the_way: Visitor, portal: Portal, guest: Guest) -> Confirmation:
    """Find the letter in the demo's mailbox and on disk, and parse it."""
    letter = read_confirmation(portal.wait_for_letter(guest.email))
    page = on_the_way.page
    page.goto(f"{portal.url}/mailbox/")
    on_the_way.look("04-mailbox")
    row = page.locator("li").filter(has_text=guest.email)
    expect(row).to_have_count(1)
    row.get_by_role("link", name=letter.subject).click()
    expect(page.locator("h1")).to_have_text(letter.subject)
    on_the_way.look("05-letter")
    page.locator("a[href$='/html/']").click()
    expect(page.locator("img[width='240']")).to_be_visible()
    assert page.locator("img[width='240']").evaluate("picture => picture.naturalWidth") > 0
    on_the_way.snap("06-letter-as-sent")
    page.go_back()
    return letter


def open_registration(on_the_way: Visitor, guest: Guest) -> str:
    """Follow the link in the letter in another browser, and return the code on the screen."""
    page = on_the_way.page
    page.locator("a[href*='?key=']").click()
    page.wait_for_url(f"{on_the_way.origin}/{guest.language}/nbic/me/")
    expect(page.locator(".pass-name")).to_have_text(guest.name)
    on_the_way.look("07-mine")
    codes = paper.read_by_zxing(_picture_of(page.locator(".pass svg").first))
    assert len(codes) == 1
    expect(page.locator(".pass-code")).to_have_text(re.compile(r"\s*".join(codes[0])))
    return codes[0]


def open_badge(on_the_way: Visitor) -> bytes:
    """Open the badge as a PDF in the browser, then download the same file and return it."""
    page = on_the_way.page
    page.locator("a[href$='badge.pdf']").click()
    page.wait_for_url("**/badge.pdf")
    answer = page.context.request.get(page.url)
    assert answer.headers["content-type"] == "application/pdf"
    assert policy_said(answer.headers) == POLICY
    page.go_back()
    return answer.body()


def expect_one_code(code: str, letter: Confirmation, badge: bytes, guest: Guest, folder: Path) -> Image.Image:
    """Expect the same code on the screen, in the letter and on both copies of the badge. Return the badge, printed."""
    assert paper.read_by_zxing(letter.qr) == [code]
    assert re.sub(r"\s", "", letter.text).count(code) == 1
    for pdf in (letter.badge, badge):
        printed = paper.picture(pdf, folder, dpi=200)
        assert paper.read_by_zxing(printed) == [code]
        assert paper.read_by_zbar(printed, folder) == [code]
        assert guest.name in paper.text(pdf)
    return printed


def expect_calendar(letter: Confirmation) -> None:
    """Expect an entry for the three days of the conference; iCalendar's end date is the day after."""
    assert (letter.entry.starts_on, letter.entry.ends_on) == (OPENS.date(), date(2027, 4, 19))
    assert letter.entry.summary
    assert letter.entry.uid


def offer_pairing(lead: Visitor, guest: Guest) -> Image.Image:
    """Sign the door lead in to the console, start pairing, and return the QR code shown."""
    page = lead.page
    page.goto(f"{lead.origin}/accounts/login/?next=/console/nbic/devices/")
    page.locator("input[name=login]").fill("doorlead@rostrum.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/console/nbic/devices/")
    page.locator("input[name=name]").fill(guest.scanner)
    page.locator("input[name=checkpoints][value=ENTRANCE]").check()
    page.locator("input[name=checkpoints][value=CLOSED1]").check()
    lead.look("08-devices")
    page.locator("main form.console-form button").last.click()
    expect(page.locator("#offer-state")).to_contain_text(guest.reads("Waiting for the device."))
    lead.look("09-offer")
    picture = _picture_of(page.locator(".qr-panel svg"))
    assert paper.read_by_zxing(picture)[0].startswith(f"{lead.origin}/door/#pair=")
    return picture


def pair(guard: Visitor, offer: Image.Image, camera: Path, lead: Visitor, guest: Guest) -> None:
    """Scan the console's QR code with the phone, and expect the console to show the new scanner."""
    write_video(camera, [(offer, SHOWN)])
    page = guard.page
    page.goto(f"{guard.origin}/door/")
    expect(page.locator("[data-screen=pair]")).to_be_visible()
    guard.look("10-pair")
    page.locator("[data-deed=scan-pairing]").click()
    expect(page.locator("[data-screen=choose]")).to_be_visible(timeout=20_000)
    expect(page.locator("[data-fill=device]")).to_have_text(guest.scanner)
    guard.look("11-choose")
    expect(lead.page.locator("#offer-state")).to_contain_text(guest.reads("Paired."), timeout=20_000)


def hold_badge(printed: Image.Image, camera: Path) -> None:
    """Make the fake camera show the printed badge repeatedly."""
    write_video(camera, [(printed, SHOWN), (None, AWAY)])


def stand_at(guard: Visitor, checkpoint: str) -> None:
    """Choose a door and wait for the camera."""
    guard.page.locator(f"[data-checkpoint={checkpoint}]").click()
    expect(guard.page.locator("[data-screen=scan]")).to_be_visible()


def leave_door(guard: Visitor) -> None:
    """Dismiss the verdict and go back to the choice of doors."""
    guard.page.locator("[data-buttons=refuse] [data-deed=next]").click()
    guard.page.locator("[data-deed=choose]").click()
    expect(guard.page.locator("[data-screen=choose]")).to_be_visible()


def expect_verdict(guard: Visitor, guest: Guest, verdict: str, reason: str) -> str:
    """Wait for the verdict on the badge, check the screen, and return its HTML."""
    page = guard.page
    page.locator(f"body.door-{verdict}").wait_for(timeout=30_000)
    html = page.content()  # read immediately: an admission is shown for only 1.5 s
    expect(page.locator("[data-fill=name]")).to_have_text(guest.name)
    expect(page.locator("[data-fill=reason]")).to_have_text(re.compile(reason))
    return html


def expect_attendance(lead: Visitor, guest: Guest) -> None:
    """Expect all three scans in the console, newest first."""
    page = lead.page
    page.goto(f"{lead.origin}/console/nbic/attendance/")
    lead.look("15-attendance")
    lines = page.locator("#attendance table").last.locator("tbody tr").filter(has_text=guest.name)
    expect(lines).to_have_count(3)
    expect(lines.last).to_contain_text(guest.entrance)


def expect_checked_in(on_the_way: Visitor) -> None:
    """Expect "My registration" to show the admission."""
    page = on_the_way.page
    page.reload()
    expect(page.locator(".pass-foot")).to_contain_text("08:4")


def _picture_of(element: Locator) -> Image.Image:
    return Image.open(BytesIO(element.screenshot())).convert("L")
