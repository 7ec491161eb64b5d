"""The main story: somebody signs up, reads the letter, opens the badge and is admitted once."""

from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize

from tests.browser.camera import camera_flags
from tests.chromium import LaunchChromium
from tests.journeys import story
from tests.journeys.portal import Portal
from tests.journeys.story import Guest
from tests.journeys.visitor import DESK, PHONE, Visitor, arrive

pytestmark = pytest.mark.browser

IN_CHINESE = Guest(
    language="zh-hans",
    name="苏念真",
    latin="SU Nianzhen",
    institution="吴淞理工大学",
    post="副教授",
    email="su@wusong.example",
    entrance="南门主入口",
    scanner="南门 2 号机",
)
IN_ENGLISH = Guest(
    language="en",
    name="HOLLIS Maren",
    latin="",
    institution="Calder Institute of Marine Biology",
    post="Research fellow",
    email="maren@calder.example",
    entrance="South Gate, main entrance",
    scanner="South Gate 2",
)


@pytest.mark.parametrize("guest", [IN_CHINESE, IN_ENGLISH], ids=["in Chinese", "in English"])
def test_a_guest_signs_up_and_is_admitted_once(
    portal: Portal, launch_chromium: LaunchChromium, artefacts: Path, tmp_path: Path, guest: Guest
) -> None:
    camera = tmp_path / "camera.y4m"
    browser = launch_chromium(*camera_flags(camera))

    def visitor(size: ViewportSize) -> Visitor:
        return arrive(browser, origin=portal.url, pictures=artefacts, language=guest.language, size=size)

    at_home, on_the_way, lead, guard = visitor(DESK), visitor(PHONE), visitor(DESK), visitor(PHONE)

    story.sign_up(at_home, guest)
    letter = story.read_mail(on_the_way, portal, guest)
    code = story.open_registration(on_the_way, guest)
    badge = story.open_badge(on_the_way)
    story.expect_calendar(letter)
    printed = story.expect_one_code(code, letter, badge, guest, tmp_path)

    offer = story.offer_pairing(lead, guest)
    story.pair(guard, offer, camera, lead, guest)
    story.hold_badge(printed, camera)
    story.stand_at(guard, "ENTRANCE")
    screen = story.expect_verdict(guard, guest, "admit", guest.reads("First entry here today."))
    guard.look_at_still("12-admit", screen)
    story.expect_verdict(guard, guest, "refuse", f"08:4[0-9].*{guest.entrance}.*{guest.scanner}")
    guard.look("13-refuse")
    story.leave_door(guard)
    story.stand_at(guard, "CLOSED1")
    story.expect_verdict(
        guard,
        guest,
        "refuse",
        guest.reads("Not on the invitation list. Ask the host, or call a supervisor."),
    )
    guard.look("14-closed-door")

    story.expect_attendance(lead, guest)
    story.expect_checked_in(on_the_way)
    assert [len(portal.letters_to(guest.email)), portal.log] == [1, ""]
    assert at_home.complaints + on_the_way.complaints + lead.complaints + guard.complaints == []
