"""The main story, step by step: what each person does, and what they must then see."""

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
"""Seconds that the badge is before the camera and away from it: longer away than a door takes it for the same badge."""


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Who signs up, in which language; and what the door and its scanner are called in it."""

    language: str
    name: str
    latin: str
    institution: str
    post: str
    email: str
    entrance: str
    scanner: str

    def reads(self, words: str) -> str:
        """The interface's words as the guest reads them; of several sentences the first."""
        with override(self.language):
            return re.split("[.。]", gettext(words))[0]


def sign_up(at_home: Visitor, guest: Guest) -> None:
    """From the conference's page to «you are registered»."""
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
    """The letter that the worker sent, in the demo's mailbox and as a file."""
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
    """Follows the link in the letter, in a browser that did not sign up; the code on the screen."""
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
    """The PDF behind «badge», shown by the browser and fetched once more as a file."""
    page = on_the_way.page
    page.locator("a[href$='badge.pdf']").click()
    page.wait_for_url("**/badge.pdf")
    answer = page.context.request.get(page.url)
    assert answer.headers["content-type"] == "application/pdf"
    assert policy_said(answer.headers) == POLICY
    page.go_back()
    return answer.body()


def expect_one_code(code: str, letter: Confirmation, badge: bytes, guest: Guest, folder: Path) -> Image.Image:
    """The same code on screen, in the letter, on its badge and on the badge of the page; the badge in print."""
    assert paper.read_by_zxing(letter.qr) == [code]
    assert re.sub(r"\s", "", letter.text).count(code) == 1
    for pdf in (letter.badge, badge):
        printed = paper.picture(pdf, folder, dpi=200)
        assert paper.read_by_zxing(printed) == [code]
        assert paper.read_by_zbar(printed, folder) == [code]
        assert guest.name in paper.text(pdf)
    return printed


def expect_calendar(letter: Confirmation) -> None:
    """The entry covers the three days of the conference; in a calendar the end is the day after."""
    assert (letter.entry.starts_on, letter.entry.ends_on) == (OPENS.date(), date(2027, 4, 19))
    assert letter.entry.summary
    assert letter.entry.uid


def offer_pairing(lead: Visitor, guest: Guest) -> Image.Image:
    """The door lead signs in to the console and offers to become a scanner; the QR that the console shows."""
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
    """Reads the console's QR with the phone's camera; the console sees it."""
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
    """Holds the printed badge before the camera, again and again."""
    write_video(camera, [(printed, SHOWN), (None, AWAY)])


def stand_at(guard: Visitor, checkpoint: str) -> None:
    """Chooses a door; the camera starts."""
    guard.page.locator(f"[data-checkpoint={checkpoint}]").click()
    expect(guard.page.locator("[data-screen=scan]")).to_be_visible()


def leave_door(guard: Visitor) -> None:
    """Puts the verdict away and goes to choose another door."""
    guard.page.locator("[data-buttons=refuse] [data-deed=next]").click()
    guard.page.locator("[data-deed=choose]").click()
    expect(guard.page.locator("[data-screen=choose]")).to_be_visible()


def expect_verdict(guard: Visitor, guest: Guest, verdict: str, reason: str) -> str:
    """Waits until the badge before the camera is decided upon; reads the screen, and gives its HTML."""
    page = guard.page
    page.locator(f"body.door-{verdict}").wait_for(timeout=30_000)
    html = page.content()  # at once: an admission is on the screen for 1.5 s
    expect(page.locator("[data-fill=name]")).to_have_text(guest.name)
    expect(page.locator("[data-fill=reason]")).to_have_text(re.compile(reason))
    return html


def expect_attendance(lead: Visitor, guest: Guest) -> None:
    """The console has all three, newest first."""
    page = lead.page
    page.goto(f"{lead.origin}/console/nbic/attendance/")
    lead.look("15-attendance")
    lines = page.locator("#attendance table").last.locator("tbody tr").filter(has_text=guest.name)
    expect(lines).to_have_count(3)
    expect(lines.last).to_contain_text(guest.entrance)


def expect_checked_in(on_the_way: Visitor) -> None:
    """«My registration» knows of it."""
    page = on_the_way.page
    page.reload()
    expect(page.locator(".pass-foot")).to_contain_text("08:4")


def _picture_of(element: Locator) -> Image.Image:
    return Image.open(BytesIO(element.screenshot())).convert("L")
