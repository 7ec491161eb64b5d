"""Every page of the console in Chromium: no axe findings, nothing beyond the screen, no browser errors."""

from pathlib import Path
from typing import Literal

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from events.models import ChangeRequest, Conference, Forum, Job, Person, User
from events.operations.office.uploads import SheetFile, examine, keep_upload
from events.operations.publishing import publish
from events.operations.requests import Wish, ask_change
from events.queries.bookings import programme_clashes
from events.rules.bookings import ClashKind
from events.rules.names import search_keys
from events.rules.office.roles import Role
from events.rules.requests import TitleValue
from registration.models import Delegate
from speakers.models import Appearance, Speaker
from tests.browser.paper import keep_picture, sideways, small_targets, violations
from tests.builders.doors import a_category, a_checkpoint, a_closed_door, a_closed_meeting, a_delegate, a_device, a_scan
from tests.builders.people import NOW, Cast, a_person, the_cast
from tests.builders.programme import a_group, a_room, a_session, a_talk
from tests.builders.signups import a_quota

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("at_nine"),
]
Theme = Literal["light", "dark"]
CASES: list[tuple[str, Theme, int]] = [
    ("zh-hans", "light", 390),
    ("en", "dark", 1440),
]
LONG_ZH = "面向碳中和目标的工业微生物底盘细胞设计、构建与智能制造前沿技术及其产业转化高峰分会"
LONG_EN = "Frontiers of Design, Construction and Manufacturing with Industrial Microbial Chassis for Carbon Neutrality"
PAGES = [
    "console_overview", "console_programme", "console_session_new", "console_forums", "console_people",
    "console_editor", "console_person_new", "console_delegates", "console_delegate_new", "console_badges",
    "console_devices", "console_attendance", "console_publish", "console_setup", "console_setup_conference",
    "console_setup_venue", "console_setup_state", "console_setup_rooms", "console_setup_forums",
    "console_setup_categories", "console_setup_quota_new", "console_doors", "console_door_new", "console_team",
    "console_history", "console_attendance_review", "console_delegates_letters", "console_people_places",
    "console_people_titles", "console_secretaries", "console_setup_submission",
    "console_clashes", "console_setup_walks",
]  # fmt: skip


@pytest.fixture
def stage() -> Cast:
    """Create 26 forums, very long names, one of everything else, and data that a form must refuse."""
    cast = the_cast()
    conference = cast.conference
    group = a_group(conference)
    door = a_checkpoint(conference)
    category = a_category(conference, quota=a_quota(conference, 9))
    for number in range(2, 28):
        forum = Forum.objects.create(
            conference=conference, group=group, number=number, title_zh=LONG_ZH, title_en=LONG_EN, host_zh=LONG_ZH
        )
        session = a_session(conference, forum, room=a_room(conference, f"B3{number:02}"))
        talk = a_talk(session, title_zh=LONG_ZH, title_en=LONG_EN)
        speaker = Speaker.objects.create(conference=conference, person=a_person(cast.organisation, "欧阳建国"))
        Appearance.objects.create(speaker=speaker, forum=forum, role="chair")
        Appearance.objects.create(speaker=speaker, talk=talk, role="speaker")
        a_request(forum, LONG_EN if number == 3 else f"Title {number}")
    a_closed_door(a_closed_meeting(conference))
    a_session(conference, title_zh="撞期", title_en="Clash", room=conference.rooms.first())
    states = ["confirmed", "applied", "waitlisted", "declined", "cancelled"]
    people = [a_delegate(conference, category, "欧阳建国", state=state, email="x@example.com") for state in states]
    a_scan(door, people[0], device=a_device(door))
    a_scan(door, people[4], verdict="refuse", reason="cancelled")
    return cast


def a_request(forum: Forum, title_en: str) -> ChangeRequest:
    wish = Wish(wanted=TitleValue(title_zh=LONG_ZH[:-2], title_en=title_en), reason=LONG_EN)
    return ask_change(forum, wish, by=None, now=NOW)


def _details(conference: Conference, owner: User) -> list[str]:
    """Return the paths of pages about a single object."""
    slug = {"conference": conference.slug}
    forum = conference.forums.get(number=2)
    session, delegate = forum.sessions.get(), Delegate.objects.filter(state="confirmed").get()
    talk, meeting = session.talks.get(), conference.sessions.get(kind="closed_door")
    job = Job.objects.create(kind="badges", key="x", conference=conference, asked_by=owner, asked_at=NOW)
    (speaker, other), door = Speaker.objects.order_by("pk")[:2], conference.checkpoints.first()
    assert door is not None
    return [
        reverse("console"),
        reverse("console_new"),
        reverse("console_job", args=[job.code]),
        *(reverse("console_forums_list", kwargs=slug | {"what": what}) for what in ("people", "clashes", "requests")),
        reverse("console_forums_remind", kwargs=slug) + "?forum=1&forum=2",
        *(
            reverse(name, kwargs=slug | {"number": 2})
            for name in ("console_forum", "console_forum_people", "console_forum_remove")
        ),
        *(reverse("console_forum_ask", kwargs=slug | {"number": 2, "fact": fact}) for fact in ("room", "time")),
        reverse("console_remark_new", kwargs=slug | {"number": 2}),
        reverse("console_talk_move", kwargs=slug | {"number": 2, "code": talk.code}),
        reverse("console_session", kwargs=slug | {"code": session.code}),
        reverse("console_talk_new", kwargs=slug | {"code": session.code}),
        reverse("console_talk", kwargs=slug | {"code": talk.code}),
        reverse("console_talk_people", kwargs=slug | {"code": talk.code}) + "?q=oyjg",
        reverse("console_talk_remove", kwargs=slug | {"code": talk.code}),
        reverse("console_release", kwargs=slug | {"number": _second_release(conference, owner)}),
        reverse("console_invitations", kwargs=slug | {"code": meeting.code}),
        reverse("console_person", kwargs=slug | {"code": speaker.code}),
        reverse("console_person_join", kwargs=slug | {"code": speaker.code, "other": other.code}),
        *(reverse("console_clash", kwargs=slug | {"key": key}) for key in _clashes(conference)),
        reverse("console_delegate", kwargs=slug | {"code": delegate.code}),
        reverse("console_delegate_correct", kwargs=slug | {"code": delegate.code}),
        reverse("console_delegate_step", kwargs=slug | {"code": delegate.code, "step": "cancel"}),
        reverse("console_door", kwargs=slug | {"code": door.code}),
        reverse("console_agenda_new", kwargs=slug | {"number": 2}),
        reverse("console_agenda", kwargs=slug | {"number": 2, "code": _agenda(forum, owner)}),
        reverse("console_sheet_new", kwargs=slug | {"kind": "programme"}),
        reverse("console_sheet", kwargs=slug | {"kind": "delegates", "code": _report(conference, owner)}),
    ]


def _clashes(conference: Conference) -> list[str]:
    """Return the keys of a clash of a room, and of one that asks whether two people are one."""
    found = {clash.kind: clash.key for clash in programme_clashes(conference)}
    return [found[ClashKind.ROOM], found[ClashKind.MAYBE_ONE]]


def _second_release(conference: Conference, owner: User) -> int:
    publish(conference, by=owner, now=NOW, accept_clashes=LONG_EN)
    conference.forums.filter(number=3).update(title_en=LONG_ZH)
    a_session(conference, title_en="Clash", room=conference.rooms.last())
    return publish(conference, by=owner, now=NOW, accept_clashes=LONG_EN).release.number


def _report(conference: Conference, owner: User) -> str:
    """Import a file with a row of each outcome, and return the code of its report."""
    cells = f"姓名\t手机\t身份\n{LONG_ZH[:30]}\t13800000001\t院士\n顾远\t12345\t\n苏念\t13800000002\t"
    file = SheetFile(kind="delegates", name=f"{LONG_EN}.xlsx", content=cells.encode(), language="en")
    upload = keep_upload(conference, file, by=owner, now=NOW)
    examine(upload, now=NOW)
    return upload.code


def _agenda(forum: Forum, owner: User) -> str:
    """Examine an agenda whose rows ask all kinds of questions, and return the code of its report."""
    lines = (
        f"{LONG_ZH[:60]}\n14:30-14:40 {LONG_ZH[:60]} 欧阳建国 {LONG_ZH[:60]}大学教授\n14:10-14:20 酶 刘海涛高巍\n"
        "14:50-15:00 共建生态 华为\n23:00-23:10 合影\n15:00-15:10\t菌\t特邀领导"
    )
    file = SheetFile(kind="agenda", name=f"{LONG_EN}.docx", content=lines.encode(), language="en", forum=forum)
    upload = keep_upload(forum.conference, file, by=owner, now=NOW)
    examine(upload, now=NOW)
    return upload.code


def _signed_in(chromium: Browser, server: LiveServer, owner: User, language: str, theme: Theme, width: int) -> Page:
    client = Client()
    client.force_login(owner)
    viewport: ViewportSize = {"width": width, "height": 900}
    is_phone = width < 800
    context = chromium.new_context(viewport=viewport, color_scheme=theme, has_touch=is_phone, is_mobile=is_phone)
    cookies = {
        settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
        "django_language": language,
    }
    context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in cookies.items()])
    return context.new_page()


@pytest.mark.parametrize(("language", "theme", "width"), CASES)
def test_every_page_is_sound(
    chromium: Browser, live_server: LiveServer, artefacts: Path, stage: Cast, language: str, theme: Theme, width: int
) -> None:
    owner = stage.members[Role.OWNER]
    page = _signed_in(chromium, live_server, owner, language, theme, width)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    addresses = [reverse(name, args=[stage.conference.slug]) for name in PAGES]
    faults = {}
    for address in [*addresses, *_details(stage.conference, owner)]:
        page.goto(live_server.url + address)
        name = address.strip("/").replace("/", "-")
        keep_picture(page, artefacts / f"{name}-{width}-{language}-{theme}.png")
        pressed = small_targets(page) if width == 390 else []
        if found := [*violations(page), *sideways(page), *pressed]:
            faults[address] = found
    assert faults == {}
    assert complaints == []
    page.context.close()


def test_a_search_narrows_the_list_while_typing(chromium: Browser, live_server: LiveServer, stage: Cast) -> None:
    Delegate.objects.filter(state="applied").update(name="王伟", search_keys="王伟 wangwei ww")
    page = _signed_in(chromium, live_server, stage.members[Role.OWNER], "en", "light", 1440)
    page.goto(live_server.url + reverse("console_delegates", args=[stage.conference.slug]))
    assert page.locator("#rows tbody tr").count() == 5
    page.fill("#q", "ww")
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    assert "王伟" in page.inner_text("#rows tbody")
    assert page.url.endswith("q=ww&state=&category=")
    page.context.close()


def test_the_board_is_worked_with_the_keyboard(chromium: Browser, live_server: LiveServer, stage: Cast) -> None:
    ChangeRequest.objects.exclude(forum__number__in=[2, 3, 4]).delete()
    page = _signed_in(chromium, live_server, stage.members[Role.OWNER], "en", "light", 1440)
    page.goto(live_server.url + reverse("console_forums", args=[stage.conference.slug]))
    focused = page.locator(":focus")
    slot = page.locator("#slot")
    expect(slot.locator("[data-request]")).to_have_count(3)
    heights = page.eval_on_selector_all("[data-row]", "rows => rows.map(row => Math.round(row.offsetHeight))")
    assert set(heights) == {31}
    assert violations(page) == []

    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    expect(focused).to_have_attribute("href", "/console/bio27/forums/2/")
    page.keyboard.press(" ")
    expect(page.locator("[data-row] input:checked")).to_have_value("2")

    page.locator("[data-row]", has=page.locator("input:checked")).locator("[data-in-slot]").first.press("Enter")
    expect(slot.locator("h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(focused).to_have_attribute("data-in-slot", "")
    expect(slot.locator("[data-request]")).to_have_count(3)

    page.keyboard.press("a")
    expect(focused).to_have_text("Accept")
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.keyboard.type("jjaa: the badges are printed")
    page.keyboard.press("Tab")
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(page.locator(".messages")).to_contain_text("Accepted")
    assert [row.forum.number for row in ChangeRequest.objects.filter(state="accepted")] == [2]
    page.context.close()


@pytest.fixture
def chairs(stage: Cast) -> str:
    """Return the path of the page that chooses the chairs of forum 1, which has none, from 27 people."""
    Speaker.objects.create(conference=stage.conference, person=a_person(stage.organisation, "云承泽"))
    for person in Person.objects.filter(speakers__isnull=False):
        Person.objects.filter(pk=person.pk).update(search_keys=search_keys(person.name, person.name_latin))
    return reverse("console_forum_people", args=[stage.conference.slug, 1])


def test_somebody_is_chosen_with_the_keyboard(
    chromium: Browser, live_server: LiveServer, stage: Cast, chairs: str
) -> None:
    page = _signed_in(chromium, live_server, stage.members[Role.OWNER], "en", "light", 1440)
    page.goto(live_server.url + chairs)
    field = page.get_by_role("combobox", name="Find somebody")
    expect(field).to_be_focused()
    page.keyboard.type("oyjg")
    options = page.locator("[role=option]")
    expect(options).to_have_count(13)  # twelve of the 26, and a new person
    page.keyboard.press("ArrowUp")
    expect(page.locator("[aria-selected=true]")).to_have_text("New person…")
    page.keyboard.press("Escape")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    field.fill("ycz")
    expect(options).to_have_count(2)
    page.keyboard.press("ArrowDown")
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(page.locator(".placed > li")).to_have_count(1)
    expect(page.locator(".placed")).to_contain_text("云承泽")
    expect(page.get_by_label("Role: 云承泽")).to_have_value("chair")
    page.context.close()


def test_somebody_is_replaced_in_place_with_two_presses(
    chromium: Browser, live_server: LiveServer, stage: Cast, chairs: str
) -> None:
    page = _signed_in(chromium, live_server, stage.members[Role.OWNER], "en", "light", 1440)
    talk = stage.conference.forums.get(number=2).sessions.get().talks.get()
    page.goto(live_server.url + reverse("console_talk", args=[stage.conference.slug, talk.code]))
    replace = page.get_by_role("link", name="Replace: ")
    replace.click()
    expect(page.get_by_role("combobox", name="Find somebody")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox", name="Find somebody")).to_have_count(0)
    expect(replace).to_be_focused()
    replace.click()
    page.get_by_role("combobox", name="Find somebody").fill("ycz")
    page.get_by_role("option", name="云承泽").click()
    expect(page.locator("#messages")).to_contain_text("云承泽 takes the place of 欧阳建国.")
    expect(page.locator(".place-people")).to_contain_text("LIN Zhiyuan")
    page.context.close()


def test_somebody_is_chosen_without_a_script(
    chromium: Browser, live_server: LiveServer, stage: Cast, chairs: str
) -> None:
    with_script = _signed_in(chromium, live_server, stage.members[Role.OWNER], "en", "light", 390)
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    context.add_cookies(with_script.context.cookies())  # type: ignore[arg-type]  # what it returned
    page = context.new_page()
    page.goto(live_server.url + chairs)
    page.get_by_role("searchbox").fill("ycz")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="云承泽").first.click()
    expect(page.locator(".placed")).to_contain_text("云承泽")
    context.close()
    with_script.context.close()


def test_the_reason_for_clashes_is_asked_for_before_the_confirmation(
    chromium: Browser, live_server: LiveServer, stage: Cast
) -> None:
    page = _signed_in(chromium, live_server, stage.members[Role.OWNER], "en", "light", 1440)
    page.goto(live_server.url + reverse("console_publish", args=[stage.conference.slug]))
    dialog = page.get_by_role("dialog")
    page.get_by_role("button", name="Publish in spite of clashes").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_label("Why it is published")).to_be_focused()
    page.keyboard.type("A partition wall")
    page.get_by_role("button", name="Publish in spite of clashes").click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Publish in spite of clashes").click()
    expect(page.locator("#messages")).to_contain_text("Published as release 1.")
    page.context.close()


def test_an_irreversible_action_asks_for_confirmation(chromium: Browser, live_server: LiveServer, stage: Cast) -> None:
    conference = stage.conference
    page = _signed_in(chromium, live_server, stage.members[Role.OWNER], "en", "light", 1440)
    page.goto(live_server.url + reverse("console_setup_state", args=[conference.slug]))
    page.get_by_role("button", name="Under way").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Change to “Under way”?")
    dialog.get_by_role("button", name="Keep as it is").click()
    expect(dialog).to_be_hidden()
    assert Conference.objects.get(pk=conference.pk).state == "open"
    page.get_by_role("button", name="Under way").click()
    dialog.get_by_role("button", name="Under way").click()
    expect(page.locator("#messages")).to_contain_text("The conference is now: Under way.")
    page.goto(live_server.url + reverse("console_delegates", args=[conference.slug]))
    page.get_by_role("button", name="Tick all on this page").click()
    page.get_by_role("button", name="Confirm those ticked").click()
    page.get_by_role("dialog").get_by_role("button", name="Confirm those ticked").click()
    expect(page.locator("#messages")).to_contain_text("2 decided.")
    page.context.close()


def test_a_live_part_is_not_fetched_in_a_hidden_tab_and_not_replaced_by_the_same(
    chromium: Browser, live_server: LiveServer
) -> None:
    cast = the_cast()
    category = a_category(cast.conference)
    session = a_session(cast.conference, cast.forum, room=a_room(cast.conference, "A101"))
    door = a_checkpoint(cast.conference, room=session.room)
    a_scan(door, a_delegate(cast.conference, category))
    page = _signed_in(chromium, live_server, cast.members[Role.OWNER], "en", "light", 1440)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url) if request.url.endswith("/inside/") else None)
    page.goto(live_server.url + reverse("console_session", args=[cast.conference.slug, session.code]))
    number = page.locator(".live-figure b")
    expect(number).to_have_text("1/160")

    number.evaluate("element => { element.dataset.old = 'yes'; }")
    look_again = "() => document.dispatchEvent(new Event('visibilitychange'))"
    with page.expect_response("**/inside/"):
        page.evaluate(look_again)
    expect(page.locator(".live-figure b[data-old]")).to_have_count(1)

    a_scan(door, a_delegate(cast.conference, category))
    page.evaluate("() => Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    before = len(fetched)
    page.evaluate(look_again)
    page.wait_for_timeout(300)
    assert len(fetched) == before

    page.evaluate("() => Object.defineProperty(document, 'hidden', { value: false })")
    page.evaluate(look_again)
    expect(number).to_have_text("2/160")
    page.context.close()
