"""The editor in Chromium: what takes how many clicks, with mouse, keyboard and phone; two editors; hostile titles."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, FloatRect, Locator, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from events.models import Forum, Room, Session, Talk, User
from events.rules.office.roles import Role
from speakers.models import Appearance, Speaker
from tests.browser.paper import sideways, violations
from tests.builders.people import Cast, a_person, the_cast
from tests.builders.programme import a_room, a_session, a_talk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("at_nine"),
]
MARKUP = "<img src=x onerror=alert(1)><b>x</b>"
OTHERS_ARE_ASKED = "document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture
def stage() -> Cast:
    """Create a forum of three talks and one of two, in rooms of their own, and a free room.

    Chen Yi chairs the second forum until 14:40, and speaks in the first from 14:40.
    """
    cast = the_cast()
    conference = cast.conference
    second = Forum.objects.create(conference=conference, number=2, title_zh="生物制造", title_en="Manufacturing")
    for forum, room, minutes in ((cast.forum, "A201", 120), (second, "B302", 40)):
        session = a_session(conference, forum, room=a_room(conference, room))
        Session.objects.filter(pk=session.pk).update(ends_at=session.starts_at + timedelta(minutes=minutes))
        for number, minute in enumerate(range(0, min(minutes, 60), 20), start=1):
            a_talk(session, minute, position=number, title_en=f"Talk {forum.number}.{number}", title_zh="")
    a_room(conference, "C101")
    chen = Speaker.objects.create(
        conference=conference, person=a_person(cast.organisation, "陈怡", name_latin="Chen Yi"), must_not_clash=True
    )
    Appearance.objects.create(speaker=chen, session=second.sessions.get(), role="chair")
    Appearance.objects.create(speaker=chen, talk=Talk.objects.get(title_en="Talk 1.3"), role="speaker")
    return cast


def opened(chromium: Browser, server: LiveServer, cast: Cast, user: User, width: int = 1440) -> Page:
    client = Client()
    client.force_login(user)
    viewport: ViewportSize = {"width": width, "height": 900}
    context = chromium.new_context(viewport=viewport, has_touch=width < 800, is_mobile=width < 800)
    cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
    cookies["django_language"] = "en"
    context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in cookies.items()])
    page = context.new_page()
    page.goto(server.url + reverse("console_editor", args=[cast.conference.slug]))
    expect(page.locator("body.is-ready")).to_have_count(1)
    return page


def bar(page: Page, title: str) -> Locator:
    return page.locator("[data-grid] [data-talk]", has_text=title)


def order(number: int) -> list[str]:
    """Return the talks of a forum as they are stored."""
    rows = Talk.objects.filter(session__forum__number=number).order_by("starts_at", "position", "pk")
    return [talk.title_en.removeprefix("Talk ") for talk in rows]


def stored(page: Page, deed: Callable[[], object]) -> str:
    """Do something, wait until the server has answered, and return what the page says."""
    with page.expect_response(lambda response: response.request.method == "POST"):
        deed()
    expect(page.locator("[data-said] .message")).to_have_count(1)
    return page.locator("[data-said]").inner_text()


def box_of(what: Locator) -> FloatRect:
    """Measure something; once more if the grid was drawn anew just then, which takes what was found off the page."""
    for _ in range(5):
        expect(what).to_be_visible()
        box = what.bounding_box()
        if box is not None:
            return box
    raise AssertionError(f"{what} is never on the page.")


def drag(
    page: Page, what: Locator, onto: Locator, *, x: float = 5, y: float = 20, hold: Callable[[], None] | None = None
) -> None:
    """Take something `y` pixels below its upper edge, and drop it on something else after a look."""
    start, end = box_of(what), box_of(onto)
    page.mouse.move(start["x"] + 12, start["y"] + y)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + 22)
    page.mouse.move(end["x"] + x, end["y"] + 20, steps=3)
    expect(page.locator(".ed-ghost [data-live=time]")).not_to_be_empty()
    if hold:
        hold()
    page.mouse.up()


def drag_a_session_elsewhere_and_out(page: Page) -> None:
    """Drag forum 1 by its strip into the room of forum 2, and then off the canvas."""

    def rows() -> None:
        """While a session is held, every room shows whether it is free at that time."""
        expect(page.locator(".ed-ghost")).to_contain_text("C101 is taken by 02 until 14:40")
        assert page.locator(".ed-row.is-illegal").count() == 1
        assert page.locator(".ed-row.is-legal").count() == 2

    first = page.locator("[data-grid] [data-session]").first
    strip = page.locator("[data-room] [data-lane]")
    said = stored(page, lambda: drag(page, first, strip.nth(2), x=12, y=3, hold=rows))
    assert "Now clashes: C101" in said
    assert Session.objects.get(forum__number=1).room == Room.objects.get(name_en="C101")
    stored(page, lambda: drag(page, page.locator("[data-grid] [data-session]").first, page.locator("#tray"), y=3))
    assert page.locator("[data-tray-count]").inner_text() == "1"
    assert Session.objects.filter(room=None).count() == 1


def test_the_deeds_take_few_clicks(chromium: Browser, live_server: LiveServer, stage: Cast) -> None:
    page = opened(chromium, live_server, stage, stage.members[Role.PROGRAMME_EDITOR])
    clicks: dict[str, str] = {}

    def clicked(deed: str, *targets: Locator) -> str:
        for target in targets[:-1]:
            target.click()
        clicks[deed] = f"{len(targets)} clicks"
        return stored(page, targets[-1].click)

    def look() -> None:
        """While it is held, every place shows whether it would clash there, and words say why."""
        expect(page.locator(".ed-ghost")).to_contain_text("Chen Yi chairs 02 until 14:40")
        slots = {name: page.locator(f".ed-slot.is-{name}").count() for name in ("legal", "illegal", "refused")}
        assert slots == {"legal": 1, "illegal": 2, "refused": 3}

    said = stored(page, lambda: drag(page, bar(page, "Talk 1.3"), bar(page, "Talk 1.1"), hold=look))
    clicks["move a talk"] = "1 drag"
    assert order(1) == ["1.3", "1.1", "1.2"]
    assert "Now clashes: Chen Yi" in said
    marked = page.locator("[data-grid]").get_attribute("data-marked-in")
    acknowledged = page.locator("[data-grid]").get_attribute("data-acknowledged-in")

    place = page.locator("[data-inspector] .ed-place")
    page.locator("[data-clash-list] button").click()
    expect(page.locator("[data-inspector] h2")).to_have_text("Chen Yi")
    assert page.locator("[data-flag]").inner_text() == "20 min overlap"
    assert violations(page) == []
    clicks["all clashes of the day"], clicks["one clash"] = "0 clicks", "1 click"
    said = clicked("mend a clash", page.locator("[data-clash-list] button"), place.first.get_by_role("button"))
    assert "No longer clashes: Chen Yi" in said
    assert order(1) != ["1.3", "1.1", "1.2"]

    for _ in range(2):
        clicked("take a deed back", page.locator("[data-step=undo]"))
    assert order(1) == ["1.1", "1.2", "1.3"]

    after = place.filter(has_text="after Talk 1.2").get_by_role("button")
    clicked("move a talk without dragging", bar(page, "Talk 1.1"), after)
    assert order(1) == ["1.2", "1.1", "1.3"]
    swap = place.filter(has_text="swapped with Talk 2.2").get_by_role("button")
    clicked("swap two talks", bar(page, "Talk 2.1"), swap)
    assert order(2) == ["2.2", "2.1"]
    head = page.locator(".ed-head button", has_text="Manufacturing")
    clicked("a forum to another room", head, place.filter(has_text="C101").get_by_role("button"))
    assert Session.objects.get(forum__number=2).room == Room.objects.get(name_en="C101")

    drag_a_session_elsewhere_and_out(page)
    assert sideways(page) == []
    print({**clicks, "marked within": f"{marked} ms", "acknowledged within": f"{acknowledged} ms"})
    page.context.close()


def test_two_editors_and_the_keyboard_and_titles_with_markup(
    chromium: Browser, live_server: LiveServer, stage: Cast
) -> None:
    Talk.objects.filter(title_en="Talk 1.2").update(title_en=MARKUP)
    Forum.objects.filter(number=1).update(title_en=MARKUP)
    page = opened(chromium, live_server, stage, stage.members[Role.PROGRAMME_EDITOR])
    other = opened(chromium, live_server, stage, stage.members[Role.ORGANISER])
    other.route("**/changes/**", lambda route: route.fulfill(status=204))  # it has heard of nothing yet
    hostile: list[str] = []
    page.on("dialog", lambda dialog: hostile.append(dialog.message))
    page.on("pageerror", lambda error: hostile.append(str(error)))

    # Markup is text in the bar, its tooltip, the inspector, the ghost and what is said.
    marked = bar(page, MARKUP)
    assert MARKUP in (marked.get_attribute("title") or "")
    said = stored(
        page,
        lambda: drag(
            page,
            marked,
            bar(page, "Talk 1.1"),
            hold=lambda: expect(page.locator(".ed-ghost")).to_contain_text(MARKUP),
        ),
    )
    assert MARKUP in said
    expect(page.locator("[data-inspector]")).to_contain_text(MARKUP)
    assert page.locator(".ed img, .ed-said img").count() == 0

    # Plain arrows move the focus alone, with Ctrl they move the talk, M opens the dialog with the places.
    bar(page, "Talk 1.1").focus()
    page.keyboard.press("ArrowRight")
    expect(bar(page, "Talk 1.3")).to_be_focused()
    assert order(1) == [MARKUP, "1.1", "1.3"]
    stored(page, lambda: page.keyboard.press("Control+ArrowLeft"))
    assert order(1) == [MARKUP, "1.3", "1.1"]
    expect(bar(page, "Talk 1.3")).to_be_focused()
    stored(page, lambda: page.keyboard.press("+"))
    assert Talk.objects.get(title_en="Talk 1.3").ends_at - Talk.objects.get(title_en="Talk 1.3").starts_at == (
        timedelta(minutes=25)
    )
    page.keyboard.press("m")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Move Chen Yi")
    assert violations(page) == []
    dialog.get_by_label("14:40 after Talk 1.1").check()
    stored(page, dialog.get_by_role("button", name="Move to 14:40").click)
    assert order(1) == [MARKUP, "1.1", "1.3"]

    # The other editor sees it with the next question, and whoever moves what has just been moved is told.
    moved = bar(other, "Talk 1.3")
    moved.click()
    expect(other.locator("[data-inspector]")).to_contain_text("Chen Yi")
    other.get_by_label("Length").fill("50")
    with other.expect_response(lambda response: response.status == 409):
        other.keyboard.press("Enter")
    expect(other.locator("[data-said]")).to_contain_text("was first")
    expect(other.locator("[data-grid] [data-talk]").nth(2)).to_contain_text("Chen Yi")
    with other.expect_response(lambda response: response.request.method == "POST"):
        other.get_by_role("button", name="Do mine all the same").click()
    assert Talk.objects.get(title_en="Talk 1.3").ends_at - Talk.objects.get(title_en="Talk 1.3").starts_at == (
        timedelta(minutes=50)
    )
    expect(other.locator("[data-step=undo]")).to_be_enabled()
    stored(other, lambda: other.keyboard.press("Control+z"))
    stored(page, lambda: page.keyboard.press("Control+z"))
    assert order(1) == [MARKUP, "1.3", "1.1"]
    other.unroute("**/changes/**")
    other.evaluate(OTHERS_ARE_ASKED)
    expect(other.locator("[data-grid] [data-talk]").nth(1)).to_contain_text("Chen Yi")
    assert hostile == []
    for each in (page, other):
        each.context.close()


def test_a_phone_does_what_the_canvas_does(chromium: Browser, live_server: LiveServer, stage: Cast) -> None:
    page = opened(chromium, live_server, stage, stage.members[Role.PROGRAMME_EDITOR], width=390)
    page.get_by_role("button", name="01 Synbio").click()
    item = page.locator("[data-list] [data-talk]", has_text="Talk 1.1")
    item.get_by_role("button", name="Move …").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Move Talk 1.1")
    stored(page, dialog.get_by_role("button", name="Move to 14:20").click)
    assert order(1) == ["1.2", "1.1", "1.3"]

    item.get_by_role("button", name="Talk 1.1").click()
    field = page.get_by_label("Length")
    field.fill("30")
    stored(page, lambda: field.press("Enter"))
    stored(page, page.get_by_role("button", name="Take out").click)
    assert order(1) == ["1.2", "1.3"]
    page.get_by_role("button", name="Close").click()

    page.get_by_role("button", name="Not placed 1").click()
    page.locator("[data-list] [data-talk]").get_by_role("button", name="Move …").click()
    stored(page, dialog.get_by_role("button", name="Move to").click)
    assert sorted(order(1)) == ["1.1", "1.2", "1.3"]
    page.get_by_role("button", name="All", exact=True).click()
    page.get_by_role("button", name="Move the whole session …").click()
    stored(page, dialog.get_by_role("button", name="Move to").click)
    assert Session.objects.get(forum__number=1).room == Room.objects.get(name_en="C101")
    assert violations(page) == []
    assert sideways(page) == []
    page.context.close()
