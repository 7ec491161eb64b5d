"""The scanner in Chromium with a fake camera: pairing, choosing a door, admitting and refusing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from doors.models import Checkpoint, Device, Scan
from doors.operations.devices import offer_pairing, revoke
from registration.models import Delegate
from registration.rules.credentials import check_characters
from tests.browser.camera import camera_flags, qr_picture, write_video
from tests.browser.paper import keep_picture, sideways, violations
from tests.builders.doors import Doors, the_doors
from tests.builders.people import NOW
from tests.chromium import CHROMIUM, FLAGS, LaunchChromium
from toolkit.clock import Clock

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("at_nine"),
]
Theme = Literal["light", "dark"]
LANGUAGES = {"zh-hans": "zh-CN", "en": "en-GB"}
SCREENS: list[ViewportSize] = [
    {"width": 320, "height": 568},
    {"width": 320, "height": 667},
    {"width": 390, "height": 844},
    {"width": 1440, "height": 900},
]


@pytest.fixture
def at_nine(settings: LazySettings) -> None:
    settings.CLOCK = Clock(starts_at=NOW, stands=False, started=Clock(None, stands=False, started=NOW).now())


@pytest.fixture
def doors() -> Doors:
    return the_doors()


@dataclass
class Phone:
    """A phone in portrait orientation, with the errors that occurred on it."""

    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    def pair(self, live_server: LiveServer, *checkpoints: Checkpoint) -> None:
        """Open the link of a pairing QR code."""
        offer = offer_pairing(
            checkpoints[0].conference, name="East gate", checkpoints=list(checkpoints), by=None, now=NOW
        )
        self.page.goto(f"{live_server.url}{offer.path}")

    def stand_at(self, checkpoint: Checkpoint) -> None:
        """Choose a door."""
        self.page.locator(f"[data-checkpoint='{checkpoint.code}']").click()
        expect(self.page.locator("[data-screen=scan]")).to_be_visible()

    def type(self, code: str) -> None:
        """Type a code into the dialog."""
        self.page.locator("[data-deed=type]").click()
        self.page.locator("#code").fill(code)
        self.page.locator("[data-form=type] [value=check]").click()

    def next(self) -> None:
        """Go on to the next guest."""
        self.page.locator("[data-deed=next]:visible").click()
        expect(self.page.locator("[data-screen=scan]")).to_be_visible()

    def let_pass(self, seconds: float) -> None:
        """Put the page's clock forward. Five seconds are enough for the queue to be sent again."""
        self.page.clock.fast_forward(round(1000 * seconds))

    def keep(self, folder: Path, name: str) -> None:
        """Save a screenshot."""
        keep_picture(self.page, folder / f"door-{name}-390.png", full_page=False)

    def says(self, verdict: str, reason: str) -> None:
        """Wait for a verdict with its reason."""
        expect(self.page.locator("body")).to_have_class(f"door door-{verdict}", timeout=10_000)
        expect(self.page.locator("[data-fill=reason]")).to_have_text(reason, use_inner_text=True)


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the video for Chromium's camera. Chromium reads it each time a page opens the camera."""
    return tmp_path_factory.mktemp("camera") / "seen.y4m"


@pytest.fixture(scope="module")
def browser(playwright: Playwright, camera: Path) -> Iterator[Browser]:
    """Start one Chromium with a camera for all tests."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *camera_flags(camera)])
    yield browser
    browser.close()


@pytest.fixture
def phone(browser: Browser, camera: Path) -> Iterator[Callable[..., Phone]]:
    contexts = []

    def make(
        seeing: str = "", *, language: str = "en", width: int = 390, height: int = 844, theme: Theme = "light"
    ) -> Phone:
        write_video(camera, [(qr_picture(seeing) if seeing else None, 0.1)])
        context = browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=2,
            locale=LANGUAGES[language],
            color_scheme=theme,
        )
        contexts.append(context)
        context.clock.install()  # runs as usual until a test puts it forward
        phone = Phone(context, context.new_page())
        phone.page.on("console", lambda each: phone.complaints.append(each.text) if each.type == "error" else None)
        phone.page.on("request", lambda each: phone.complaints.append(each.url) if is_foreign(each.url) else None)
        phone.page.on("pageerror", lambda error: phone.complaints.append(str(error)))
        return phone

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def guard_at(phone: Callable[..., Phone], live_server: LiveServer) -> Callable[..., Phone]:
    """Return a function that pairs a phone with doors and stands at the first of them."""

    def make(door: Checkpoint, *others: Checkpoint, **kind: object) -> Phone:
        guard = phone(**kind)
        guard.pair(live_server, door, *others)
        guard.stand_at(door)
        return guard

    return make


def is_foreign(url: str) -> bool:
    return not url.startswith(("http://localhost:", "http://127.0.0.1:", "data:", "blob:", "about:"))


def scans() -> list[tuple[str, str]]:
    return list(Scan.objects.order_by("pk").values_list("record", "verdict"))


def wait_for_scans(phone: Phone, count: int) -> list[tuple[str, str]]:
    """Wait until that many records have been uploaded, and return all."""
    for _ in range(100):
        if len(uploaded := scans()) >= count:
            return uploaded
        phone.page.wait_for_timeout(50)
    raise AssertionError(f"{count} records should have been uploaded: {scans()}")


def test_a_badge_shown_to_the_camera_is_admitted_once(
    doors: Doors, guard_at: Callable[..., Phone], artefacts: Path
) -> None:
    guard = guard_at(doors.entrance, seeing=doors.credential.code)

    guard.says("admit", "First entry here today.")
    guard.keep(artefacts, "admit")

    expect(guard.page.locator("[data-fill=name]")).to_have_text("林知远")
    expect(guard.page.locator("[data-fill=word-zh]")).to_have_text("请进")
    expect(guard.page.locator("[data-fill=word-en]")).to_have_text("ADMIT")
    expect(guard.page.locator("[data-screen=scan]")).to_be_visible(timeout=4000)
    expect(guard.page.locator("[data-fill=count]")).to_have_text("1 inside")
    assert wait_for_scans(guard, 2) == [("attempt", "admit"), ("shown", "admit")]
    guard.page.wait_for_timeout(1500)
    assert len(scans()) == 2  # the badge is still in view but is read only once
    expect(guard.page.locator("[data-fill=queue]")).to_have_text("not yet uploaded: 0")
    assert guard.complaints == []


def test_a_second_scan_is_refused_with_door_and_time_of_the_first(
    doors: Doors, guard_at: Callable[..., Phone], artefacts: Path
) -> None:
    guard = guard_at(doors.entrance)
    guard.type(doors.credential.code.lower())
    guard.says("admit", "First entry here today.")
    guard.next()

    guard.type(doors.credential.code)

    guard.says("refuse", "Came in already at 09:12: Main entrance (East gate).\nCompare the name with a document.")
    guard.keep(artefacts, "refuse")
    assert violations(guard.page) == []
    assert sideways(guard.page) == []


def test_a_supervisor_can_admit_a_guest_who_is_not_on_the_list(
    doors: Doors, guard_at: Callable[..., Phone], artefacts: Path
) -> None:
    guard = guard_at(doors.closed_door, doors.entrance)
    guard.type(doors.credential.code)
    guard.says("refuse", "Not on the invitation list.\nAsk the host, or call a supervisor.")

    guard.page.locator("[data-deed=supervisor]:visible").click()
    guard.keep(artefacts, "supervisor")
    assert violations(guard.page) == []
    guard.page.locator("#supervisor").fill("周领班")
    guard.page.locator("[name=note][value=other]").check()
    guard.page.locator("[data-form=supervisor] [value=admit]").click()
    expect(guard.page.locator("[data-fill=supervisor-problem]")).to_have_text("Please write the other reason.")
    guard.page.locator("[name=other]").fill("Invited by the chair")
    guard.page.locator("[data-form=supervisor] [value=admit]").click()

    guard.says("admit", "Let in by 周领班.")
    assert wait_for_scans(guard, 3) == [("attempt", "refuse"), ("shown", "refuse"), ("override", "admit")]
    kept = Scan.objects.get(record="override")
    assert (kept.verdict, kept.note, kept.details["supervisor"]) == ("admit", "Invited by the chair", "周领班")


def test_an_entry_can_be_undone_for_ten_seconds(doors: Doors, guard_at: Callable[..., Phone], artefacts: Path) -> None:
    guard = guard_at(doors.entrance)
    guard.type(doors.credential.code)
    guard.next()
    expect(guard.page.locator("[data-fill=last]")).to_have_text("Let in: 林知远")
    guard.keep(artefacts, "scan")
    assert violations(guard.page) == []

    guard.page.locator("[data-deed=undo]").click()

    expect(guard.page.locator("[data-fill=hint]")).to_have_text("Undone: 林知远 has not come in")
    expect(guard.page.locator("[data-part=last]")).to_be_hidden()
    assert [record for record, _ in wait_for_scans(guard, 3)] == ["attempt", "shown", "void"]
    guard.type(doors.credential.code)
    guard.says("admit", "First entry here today.")


def test_an_offline_ordinary_door_asks_the_guard_and_loses_no_record(
    doors: Doors, guard_at: Callable[..., Phone], artefacts: Path
) -> None:
    guard = guard_at(doors.entrance)
    guard.context.set_offline(True)
    guard.type(doors.credential.code)

    guard.says("ask", "The server does not answer.\nCompare the name on the badge with a document.")
    guard.keep(artefacts, "ask")
    assert violations(guard.page) == []
    guard.page.locator("[data-deed=let-in]").click()

    guard.says("admit", "Entry recorded.")
    expect(guard.page.locator("[data-fill=online]")).to_have_text("Offline")
    expect(guard.page.locator("[data-fill=queue]")).to_have_text("not yet uploaded: 3")
    assert scans() == []
    guard.context.set_offline(False)
    expect(guard.page.locator("[data-fill=queue]")).to_have_text("not yet uploaded: 0", timeout=15_000)
    assert sorted(scans()) == [("attempt", "admit"), ("override", "admit"), ("shown", "ask")]
    assert Scan.objects.admitted().count() == 1


def test_an_offline_closed_door_refuses(doors: Doors, guard_at: Callable[..., Phone]) -> None:
    guard = guard_at(doors.closed_door)
    guard.context.set_offline(True)
    guard.type(doors.credential.code)

    guard.says("refuse", "The server does not answer, and this door goes by its list.\nCall a supervisor.")


def test_a_failing_server_keeps_nobody_waiting(doors: Doors, guard_at: Callable[..., Phone]) -> None:
    guard = guard_at(doors.entrance)
    guard.page.route("**/api/v1/scans", lambda route: route.fulfill(status=503, json={"detail": "away"}))
    guard.type(doors.credential.code)

    expect(guard.page.locator("body")).to_have_class("door door-ask", timeout=2500)  # a hung server takes 4 s
    expect(guard.page.locator("[data-fill=queue]")).to_have_text("not yet uploaded: 2")

    guard.page.unroute("**/api/v1/scans")
    guard.let_pass(5)
    assert wait_for_scans(guard, 2) == [("attempt", "admit"), ("shown", "ask")]


def test_records_not_yet_uploaded_survive_a_reload(doors: Doors, guard_at: Callable[..., Phone]) -> None:
    guard = guard_at(doors.entrance)
    guard.page.route("**/api/v1/scans", lambda route: route.abort())
    guard.type(doors.credential.code)
    expect(guard.page.locator("body")).to_have_class("door door-ask", timeout=10_000)
    expect(guard.page.locator("[data-fill=queue]")).to_have_text("not yet uploaded: 2")

    guard.page.unroute("**/api/v1/scans")
    guard.page.reload()

    expect(guard.page.locator("[data-screen=scan]")).to_be_visible()
    assert wait_for_scans(guard, 2) == [("attempt", "admit"), ("shown", "ask")]


def test_a_phone_that_is_paired_anew_delivers_under_the_key_of_that_time(
    doors: Doors, live_server: LiveServer, guard_at: Callable[..., Phone]
) -> None:
    guard = guard_at(doors.entrance)
    before = Device.objects.latest("pk")
    guard.page.route("**/api/v1/scans", lambda route: route.abort())
    guard.type(doors.credential.code)
    expect(guard.page.locator("body")).to_have_class("door door-ask", timeout=10_000)
    expect(guard.page.locator("[data-fill=queue]")).to_have_text("not yet uploaded: 2")

    guard.page.goto("about:blank")
    guard.pair(live_server, doors.entrance)
    guard.stand_at(doors.entrance)
    guard.type(doors.credential.code)
    expect(guard.page.locator("[data-fill=queue]")).to_have_text("not yet uploaded: 3")
    guard.let_pass(4)  # the server does not answer
    expect(guard.page.locator("[data-fill=queue]")).to_have_text("not yet uploaded: 4")
    guard.page.unroute("**/api/v1/scans")
    guard.let_pass(5)

    wait_for_scans(guard, 4)
    after = Device.objects.latest("pk")
    assert after != before
    attempts = Scan.objects.attempts().order_by("pk")
    assert [scan.device for scan in attempts] == [before, after]
    assert not any(scan.has_doubtful_time for scan in attempts)


@pytest.mark.parametrize("is_known", [True, False])
def test_records_of_an_earlier_pairing_do_not_end_the_present_one(
    doors: Doors,
    live_server: LiveServer,
    guard_at: Callable[..., Phone],
    is_known: bool,  # noqa: FBT001 - a parameter
) -> None:
    guard = guard_at(doors.entrance)
    before = Device.objects.latest("pk")
    guard.page.route("**/api/v1/scans", lambda route: route.abort())
    guard.type(doors.credential.code)
    expect(guard.page.locator("[data-fill=queue]")).to_have_text("not yet uploaded: 2")
    guard.page.goto("about:blank")
    if is_known:
        revoke(before, by=None, now=NOW)
    else:
        before.delete()
    guard.pair(live_server, doors.entrance)
    guard.stand_at(doors.entrance)
    guard.page.unroute("**/api/v1/scans")
    guard.let_pass(5)

    wait_for_scans(guard, 2)
    expect(guard.page.locator("[data-fill=queue]")).to_have_text("not yet uploaded: 0")
    expect(guard.page.locator("[data-screen=scan]")).to_be_visible()
    (attempt,) = Scan.objects.attempts()
    assert attempt.is_quarantined == is_known
    assert attempt.device == (before if is_known else Device.objects.latest("pk"))


def test_scanning_a_pairing_qr_code_pairs_the_phone(
    doors: Doors, live_server: LiveServer, phone: Callable[..., Phone], artefacts: Path
) -> None:
    offer = offer_pairing(doors.conference, name="East gate", checkpoints=[doors.entrance], by=None, now=NOW)
    guard = phone(f"{live_server.url}{offer.path}")
    guard.page.goto(f"{live_server.url}/door/")
    expect(guard.page.locator("[data-screen=pair]")).to_be_visible()
    guard.keep(artefacts, "pair")
    assert violations(guard.page) == []
    assert sideways(guard.page) == []

    guard.page.locator("[data-deed=scan-pairing]").click()

    expect(guard.page.locator("[data-screen=choose]")).to_be_visible(timeout=10_000)
    guard.keep(artefacts, "choose")
    assert violations(guard.page) == []
    assert Device.objects.filter(name="East gate").count() == 1


def test_a_pairing_code_can_be_typed_and_works_once(
    doors: Doors, live_server: LiveServer, phone: Callable[..., Phone]
) -> None:
    offer = offer_pairing(doors.conference, name="East gate", checkpoints=[doors.entrance], by=None, now=NOW)
    first, second = phone(), phone()
    for guard in (first, second):
        guard.page.goto(f"{live_server.url}/door/")
        guard.page.locator("#secret").fill(f" {offer.secret.lower()[:9]}-{offer.secret.lower()[9:]}")
        guard.page.locator("[data-form=pair] button").click()

    expect(first.page.locator("[data-screen=choose]")).to_be_visible()
    expect(second.page.locator("[data-fill=pair-problem]")).to_have_text(
        "This code was used already. The console makes a new one."
    )


def test_an_unknown_pairing_link_leaves_a_paired_scanner_paired(
    doors: Doors, live_server: LiveServer, phone: Callable[..., Phone]
) -> None:
    guard = phone()
    guard.pair(live_server, doors.entrance)
    expect(guard.page.locator("[data-screen=choose]")).to_be_visible()

    guard.page.goto("about:blank")
    guard.page.goto(f"{live_server.url}/door/#pair=NOBODYOFFEREDTHIS")

    expect(guard.page.locator("[data-fill=choose-problem]")).to_have_text(
        "This pairing code is unknown. Scan the QR code in the console again."
    )
    guard.stand_at(doors.entrance)


def test_a_revoked_scanner_says_so_and_stops_scanning(doors: Doors, guard_at: Callable[..., Phone]) -> None:
    guard = guard_at(doors.entrance)
    revoke(Device.objects.get(name="East gate"), by=None, now=NOW)

    guard.type(doors.credential.code)

    expect(guard.page.locator("[data-fill=pair-problem]")).to_have_text(
        "This device was revoked. The door lead pairs it again."
    )
    assert [scan.is_quarantined for scan in Scan.objects.attempts()] == [True]


def scan_by_hand(guard: Phone, text: str, *, key_ms: int = 5, end: str = "Enter") -> None:
    """Type like a hand scanner: exactly this long from key to key, and this key at the end."""
    clock, keyboard = guard.page.clock, guard.page.keyboard
    clock.pause_at(guard.page.evaluate("Date.now()") / 1000 + 1)
    for character in text:
        keyboard.type(character)
        clock.run_for(key_ms)
    if end:
        keyboard.press(end)
    clock.resume()


@pytest.mark.parametrize(
    ("before", "key_ms", "end"),
    [("", 5, "Enter"), ("", 40, "Tab"), ("", 5, ""), ("#", 5, "Enter"), ("]Q1", 5, ""), ("", 150, "Enter")],
)
def test_codes_from_a_hand_scanner_are_read(
    doors: Doors, guard_at: Callable[..., Phone], before: str, key_ms: int, end: str
) -> None:
    guard = guard_at(doors.entrance)

    guard.page.locator("[data-deed=type]").focus()  # the scanner's Enter must not press the focused button
    scan_by_hand(guard, before + doors.credential.code, key_ms=key_ms, end=end)

    guard.says("admit", "First entry here today.")
    wait_for_scans(guard, 2)
    assert Scan.objects.attempts().get().details["source"] == "wedge"
    expect(guard.page.locator("dialog[open]")).to_have_count(0)


@pytest.mark.parametrize(
    ("focus", "key_ms", "end"),
    [
        ("#supervisor", 2, "Enter"),
        ("#supervisor", 150, "Enter"),
        ("[name=other]", 20, ""),
        ("[name=note][value=host]", 40, "Enter"),
        ("[value=admit]", 2, "Enter"),
        ("[value=admit]", 300, "Enter"),
    ],
)
def test_a_badge_scanned_while_a_supervisor_decides_lets_nobody_in(
    doors: Doors, guard_at: Callable[..., Phone], focus: str, key_ms: int, end: str
) -> None:
    guard = guard_at(doors.closed_door)
    guard.type(doors.credential.code)
    guard.says("refuse", "Not on the invitation list.\nAsk the host, or call a supervisor.")
    guard.page.locator("[data-deed=supervisor]:visible").click()
    guard.page.locator("#supervisor").fill("周领班")
    guard.page.locator("[name=note][value=host]").check()
    guard.page.locator(f"[data-form=supervisor] {focus}").focus()

    scan_by_hand(guard, doors.credential.code, key_ms=key_ms, end=end)

    expect(guard.page.locator("[data-fill=supervisor-problem]")).to_have_text(
        "Another badge was scanned. Finish with this guest, then scan it again."
    )
    expect(guard.page.locator("#supervisor")).to_have_value("周领班")
    expect(guard.page.locator("[name=other]")).to_have_value("")
    expect(guard.page.locator("[data-dialog=supervisor]")).to_be_visible()
    assert wait_for_scans(guard, 2) == [("attempt", "refuse"), ("shown", "refuse")]


@pytest.mark.parametrize("key_ms", [2, 150])
def test_a_part_of_a_code_is_read_again(doors: Doors, guard_at: Callable[..., Phone], key_ms: int) -> None:
    guard = guard_at(doors.entrance)
    guard.page.locator("[data-deed=type]").focus()

    scan_by_hand(guard, doors.credential.code[9:], key_ms=key_ms)

    expect(guard.page.locator("[data-screen=scan] [data-fill=hint]")).to_have_text(
        "Only a part of the code arrived. Scan the badge again."
    )
    expect(guard.page.locator("dialog[open]")).to_have_count(0)
    assert scans() == []


@pytest.mark.parametrize("length", [32, 20, 3])
def test_a_badge_scanned_while_the_door_asks_answers_nothing(
    doors: Doors, guard_at: Callable[..., Phone], length: int
) -> None:
    guard = guard_at(doors.entrance)
    guard.context.set_offline(True)
    guard.type(doors.credential.code)
    guard.says("ask", "The server does not answer.\nCompare the name on the badge with a document.")

    scan_by_hand(guard, doors.credential.code[:length], key_ms=150)

    guard.page.clock.run_for(2000)
    expect(guard.page.locator("body")).to_have_class("door door-ask")
    expect(guard.page.locator("[data-fill=queue]")).to_have_text("not yet uploaded: 2")


def test_a_badge_scanned_into_the_dialog_for_typing_is_read(doors: Doors, guard_at: Callable[..., Phone]) -> None:
    guard = guard_at(doors.entrance)
    guard.page.locator("[data-deed=type]").click()

    scan_by_hand(guard, doors.credential.code, end="")

    guard.says("admit", "First entry here today.")
    expect(guard.page.locator("dialog[open]")).to_have_count(0)


def test_a_supervisor_chooses_a_reason_and_writes_no_code(doors: Doors, guard_at: Callable[..., Phone]) -> None:
    guard = guard_at(doors.closed_door)
    guard.type(doors.credential.code)
    guard.says("refuse", "Not on the invitation list.\nAsk the host, or call a supervisor.")
    guard.page.locator("[data-deed=supervisor]:visible").click()
    expect(guard.page.locator("[name=note]:checked")).to_have_count(0)
    guard.page.locator("#supervisor").fill("周领班")
    guard.page.locator("#supervisor").press("Enter")
    expect(guard.page.locator("[data-dialog=supervisor]")).to_be_visible()
    expect(guard.page.locator("[data-fill=supervisor-problem]")).to_have_text("")

    guard.page.locator("[data-form=supervisor] [value=admit]").click()
    expect(guard.page.locator("[data-fill=supervisor-problem]")).to_have_text("Please choose a reason.")

    guard.page.locator("[name=note][value=host]").check()
    guard.page.locator("#supervisor").fill(doors.credential.code)
    guard.page.locator("[data-form=supervisor] [value=admit]").click()
    expect(guard.page.locator("[data-fill=supervisor-problem]")).to_have_text(
        "This looks like a badge’s code. Please write the name and the reason only."
    )
    assert wait_for_scans(guard, 2) == [("attempt", "refuse"), ("shown", "refuse")]


def test_a_badge_is_not_taken_for_a_pairing_code(
    doors: Doors, live_server: LiveServer, phone: Callable[..., Phone]
) -> None:
    guard = phone()
    asked = []
    guard.page.on("request", lambda each: asked.append(each.url) if each.url.endswith("/pair") else None)
    guard.page.goto(f"{live_server.url}/door/")
    guard.page.locator("#secret").fill(doors.credential.code)
    guard.page.locator("[data-form=pair] button").click()

    expect(guard.page.locator("[data-fill=pair-problem]")).to_have_text("This is not a pairing code.")
    assert asked == []


def test_a_pairing_code_from_a_hand_scanner_pairs(
    doors: Doors, live_server: LiveServer, phone: Callable[..., Phone]
) -> None:
    offer = offer_pairing(doors.conference, name="East gate", checkpoints=[doors.entrance], by=None, now=NOW)
    guard = phone()
    guard.page.goto(f"{live_server.url}/door/")
    guard.page.locator("#secret").focus()

    scan_by_hand(guard, f"{live_server.url}{offer.path}")

    expect(guard.page.locator("[data-screen=choose]")).to_be_visible(timeout=10_000)


def test_a_missing_camera_is_reported_and_retried(
    doors: Doors, live_server: LiveServer, phone: Callable[..., Phone]
) -> None:
    guard = phone()
    guard.page.add_init_script(
        """const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
           navigator.mediaDevices.getUserMedia = (wishes) =>
             window.allowed ? open(wishes) : Promise.reject(new DOMException("", "NotAllowedError"));"""
    )
    guard.pair(live_server, doors.entrance)
    guard.stand_at(doors.entrance)
    expect(guard.page.locator("[data-screen=scan] [data-fill=hint]")).to_have_text(
        "No camera. Allow it in the browser, or type the code; a USB scanner works too."
    )

    guard.page.evaluate("window.allowed = true")
    guard.page.locator("[data-deed=camera-again]").click()

    expect(guard.page.locator("[data-screen=scan] [data-fill=hint]")).to_have_text(
        "Hold the badge’s QR code into the frame"
    )
    expect(guard.page.locator("[data-deed=camera-again]")).to_be_hidden()
    assert guard.page.evaluate("document.querySelector('[data-screen=scan] video').srcObject.active") is True


def test_the_chosen_camera_and_its_light_are_remembered(
    doors: Doors, live_server: LiveServer, launch_chromium: LaunchChromium
) -> None:
    two = "--use-fake-device-for-media-stream=device-count=2"
    page = launch_chromium(two, "--use-fake-ui-for-media-stream").new_page(locale="en-GB")
    page.add_init_script(
        """MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
           MediaStreamTrack.prototype.applyConstraints = async (all) => { window.wished = JSON.stringify(all); };"""
    )
    camera = "document.querySelector('[data-screen=scan] video').srcObject.getVideoTracks()[0].getSettings().deviceId"
    guard = Phone(page.context, page)
    guard.pair(live_server, doors.entrance)
    guard.stand_at(doors.entrance)

    page.locator("[data-deed=light]").click()
    expect(page.locator("[data-deed=light]")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.wished") == '{"advanced":[{"torch":true}]}'
    first = page.evaluate(camera)
    page.locator("[data-deed=switch-camera]").click()
    expect(page.locator("[data-deed=light]")).to_have_attribute("aria-pressed", "false")
    second = page.evaluate(camera)
    page.reload()
    expect(page.locator("[data-deed=switch-camera]")).to_be_visible()

    assert first != second
    assert page.evaluate(camera) == second
    assert violations(page) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("HTTPS://EXAMPLE.ORG/", "This is not a badge’s code.\nAsk for the badge, or type the code under it."),
        (
            "AAAAJBSWY3DPEHPK3PXPJBSWY3DPEI",
            "The badge of another conference.\nAsk for this conference’s badge.",
        ),
    ],
)
def test_a_foreign_qr_code_is_refused(doors: Doors, guard_at: Callable[..., Phone], text: str, reason: str) -> None:
    guard = guard_at(doors.entrance, seeing=text + (check_characters(text) if text.isalnum() else ""))

    guard.says("refuse", reason)


def test_a_typing_error_in_a_code_is_reported_before_anything_is_recorded(
    doors: Doors, guard_at: Callable[..., Phone], artefacts: Path
) -> None:
    guard = guard_at(doors.entrance)

    guard.type(doors.credential.code[:-1])

    expect(guard.page.locator("[data-fill=type-problem]")).to_contain_text("There is a typing error in the code")
    guard.keep(artefacts, "type")
    assert violations(guard.page) == []
    assert scans() == []


def test_the_scanner_is_available_in_chinese(
    doors: Doors, live_server: LiveServer, phone: Callable[..., Phone], artefacts: Path
) -> None:
    guard = phone(language="zh-hans")
    Checkpoint.objects.filter(pk=doors.entrance.pk).update(capacity=240)
    guard.pair(live_server, doors.entrance, doors.closed_door)
    expect(guard.page.locator("[data-screen=choose]")).to_be_visible()
    guard.keep(artefacts, "choose-zh")
    guard.stand_at(doors.entrance)
    guard.type(doors.credential.code)
    expect(guard.page.locator("body")).to_have_class("door door-admit")
    guard.keep(artefacts, "admit-zh")
    guard.next()
    guard.keep(artefacts, "scan-zh")
    guard.type(doors.credential.code)
    expect(guard.page.locator("body")).to_have_class("door door-refuse")
    guard.keep(artefacts, "refuse-zh")
    assert violations(guard.page) == []
    expect(guard.page.locator("[data-fill=count]")).to_contain_text("1/240")
    expect(guard.page.locator("[data-fill=who]")).to_have_text(f"正式代表 {doors.delegate.badge_number} · 吴淞理工大学")


@pytest.mark.parametrize(("theme", "width"), [("dark", 390), ("light", 1440)])
def test_every_screen_is_sound_in_dark_mode_and_on_a_desktop(
    doors: Doors, live_server: LiveServer, phone: Callable[..., Phone], artefacts: Path, theme: Theme, width: int
) -> None:
    guard = phone(language="zh-hans", width=width, theme=theme)
    guard.page.goto(f"{live_server.url}/door/")
    expect(guard.page.locator("[data-screen=pair]")).to_be_visible()
    assert [violations(guard.page), sideways(guard.page)] == [[], []]
    guard.pair(live_server, doors.entrance, doors.closed_door)
    guard.page.reload()
    expect(guard.page.locator("[data-screen=choose]")).to_be_visible()
    assert [violations(guard.page), sideways(guard.page)] == [[], []]
    guard.stand_at(doors.entrance)
    guard.keep(artefacts, f"scan-{theme}-{width}")
    assert [violations(guard.page), sideways(guard.page)] == [[], []]
    guard.type(doors.credential.code)
    expect(guard.page.locator("body")).to_have_class("door door-admit")
    guard.keep(artefacts, f"admit-{theme}-{width}")
    assert sideways(guard.page) == []
    assert guard.complaints == []


def test_buttons_are_visible_on_a_small_phone(doors: Doors, guard_at: Callable[..., Phone], artefacts: Path) -> None:
    guard = guard_at(doors.closed_door, language="zh-hans", width=320, height=667)
    guard.type(doors.credential.code)
    expect(guard.page.locator("body")).to_have_class("door door-refuse")
    for height in (667, 568):
        guard.page.set_viewport_size({"width": 320, "height": height})
        guard.keep(artefacts, f"small-{height}")
        assert sideways(guard.page) == []
        assert guard.page.evaluate("document.documentElement.scrollHeight") == height


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reason_is_hidden_however_long_the_institution(
    doors: Doors, guard_at: Callable[..., Phone], language: str
) -> None:
    guard = guard_at(doors.closed_door, language=language)

    for size in SCREENS:
        guard.page.set_viewport_size(size)
        assert guard.page.evaluate(HIDDEN_REASONS) == [], size


HIDDEN_REASONS = """async () => {
  const { showVerdict } = await import("/static/door/verdict.js");
  const { standing } = await import("/static/door/standing.js");
  const door = { checkpoint: standing.checkpoint, direction: "in", timezone: "Asia/Shanghai" };
  const text = (zh, en) => ({ zh, en });
  const person = {
    name: "欧阳知远", name_latin: "OUYANG Zhiyuan", number: "D-1001", category: text("正式代表", "Delegate"),
    institution: text("吴淞理工大学附属第一人民医院".repeat(5), "Institute of Applied Life Sciences ".repeat(5)),
  };
  const values = { time: "09:12", from: "09:00", to: "18:30", door: "Registration hall", scanner: "Gate 1" };
  const reasons = [...document.querySelectorAll("[data-words] dt")]
    .filter((each) => each.textContent.startsWith("reason-"))
    .map((each) => each.nextElementSibling.textContent.replace(/\\{(\\w+)\\}/gu, (_, key) => values[key]));
  const hidden = [];
  for (const verdict of ["admit", "refuse", "ask"]) for (const words of reasons) for (const who of [person, null]) {
    showVerdict({ uuid: "", verdict, reason: "ok", words, person: who, previous: null, decider: "server" }, door);
    const bottom = document.querySelector("[data-fill=reason]").getBoundingClientRect().bottom;
    const top = document.querySelector(`[data-buttons=${verdict}]`).getBoundingClientRect().top;
    const scrolls = document.documentElement.scrollHeight > innerHeight;
    if (bottom > top || scrolls) hidden.push([verdict, words, Boolean(who), bottom - top, scrolls]);
  }
  return hidden;
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shape_of_a_verdict_stays_visible_beside_the_longest_name(
    doors: Doors, guard_at: Callable[..., Phone], language: str
) -> None:
    Delegate.objects.update(
        name="Maria Alexandra VANDERWOUDE-FITZGERALD de la Cruz y Palacios", institution_en="A" * 90
    )
    guard = guard_at(doors.closed_door, language=language)
    guard.type(doors.credential.code)
    expect(guard.page.locator("body")).to_have_class("door door-refuse")

    shape = guard.page.locator("[data-shape=refuse]")
    for size in SCREENS:
        guard.page.set_viewport_size(size)
        box = shape.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 48, size
        expect(shape).to_be_in_viewport(ratio=1)
        assert box["x"] + box["width"] <= size["width"]
        assert guard.page.evaluate(COVERED_WORDS) == [], size


COVERED_WORDS = """() => {
  const shape = document.querySelector("[data-shape=refuse]").getBoundingClientRect();
  return [...document.querySelectorAll("#verdict-word > span")].filter((word) => {
    const range = document.createRange();
    range.selectNodeContents(word);
    const box = range.getBoundingClientRect();
    return box.right > shape.left && box.left < shape.right && box.bottom > shape.top + 8 && box.top + 8 < shape.bottom;
  }).map((word) => word.textContent);
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_undo_button_stays_in_one_piece_beside_a_long_name(
    doors: Doors, guard_at: Callable[..., Phone], language: str
) -> None:
    Delegate.objects.update(name="Maximilian-Alexander von und zu Hohenlohe-Schillingsfürst")
    guard = guard_at(doors.entrance, language=language, width=320, height=667)
    guard.type(doors.credential.code)
    guard.next()

    lines = "(button) => { const range = document.createRange(); range.selectNodeContents(button);"
    lines += " return new Set([...range.getClientRects()].map((each) => Math.round(each.bottom))).size; }"
    assert guard.page.locator("[data-deed=undo]").evaluate(lines) == 1
    assert sideways(guard.page) == []


def test_buttons_stay_visible_below_a_long_verdict(doors: Doors, guard_at: Callable[..., Phone]) -> None:
    Delegate.objects.update(institution_en="Institute of Biotechnology and Applied Life Sciences " * 4)
    guard = guard_at(doors.closed_door, height=640)
    guard.type(doors.credential.code)
    expect(guard.page.locator("body")).to_have_class("door door-refuse")

    expect(guard.page.locator("[data-deed=next]:visible")).to_be_in_viewport(ratio=1)
    expect(guard.page.locator("[data-deed=supervisor]:visible")).to_be_in_viewport(ratio=1)
