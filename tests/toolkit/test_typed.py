"""A form that was sent after the session had ended is filled in again after signing in."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session as BrowserSession
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from events.models import Membership, Session
from events.rules.office.roles import Role
from tests.builders.people import Cast
from toolkit import typed

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
NOTICE = "You had been signed out, so nothing was saved."


@pytest.fixture
def page(cast: Cast) -> str:
    for member in (cast.members[Role.OWNER], cast.members[Role.ORGANISER]):
        member.set_password(PASSWORD)
        member.save()
        EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return reverse("console_session_new", args=[cast.conference.slug])


@pytest.fixture
def browser(cast: Cast, page: str) -> Client:
    """The browser of an owner who has opened the page, and whose session has ended since."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.members[Role.OWNER])
    client.get(page)
    BrowserSession.objects.all().delete()
    return client


def way_back(client: Client, page: str, **values: object) -> str:
    """Send the form, and return the address to which signing in leads."""
    answer = client.post(page, values)
    assert (answer.status_code, urlsplit(answer.headers["Location"]).path) == (302, "/accounts/login/")
    return parse_qs(urlsplit(answer.headers["Location"]).query)["next"][0]


def sign_in(client: Client, cast: Cast, back: str, role: Role = Role.OWNER) -> str:
    """Sign in with the password, and return the page that follows."""
    values = {"login": cast.members[role].email, "password": PASSWORD, "next": back}
    answer = client.post("/accounts/login/", values, follow=True)
    assert answer.redirect_chain[-1][0] == back
    return unescape(answer.content.decode())


def test_what_was_typed_is_filled_in_again_and_saved_only_when_it_is_sent_again(
    browser: Client, cast: Cast, page: str
) -> None:
    form = {"kind": "social", "access": "open", "title_zh": "合成生物", "day": "2027-04-16"}
    form |= {"starts": "19:00", "ends": "21:00"}
    back = way_back(browser, page, **form)
    shown = sign_in(browser, cast, back)
    assert (NOTICE in shown, 'value="合成生物"' in shown, 'value="21:00"' in shown) == (True, True, True)
    assert NOTICE in browser.get(back).content.decode()
    assert not Session.objects.exists()
    assert browser.post(back, form).status_code == 302
    assert Session.objects.get().title_zh == "合成生物"
    again = browser.get(back).content.decode()
    assert (NOTICE in again, 'value="合成生物"' in again) == (False, False)


def test_somebody_else_who_signs_in_does_not_see_it(browser: Client, cast: Cast, page: str) -> None:
    back = way_back(browser, page, title_zh="合成生物")
    shown = sign_in(browser, cast, back, Role.ORGANISER)
    assert (NOTICE in shown, "合成生物" in shown) == (False, False)


def test_another_browser_does_not_see_it(browser: Client, cast: Cast, page: str) -> None:
    back = way_back(browser, page, title_zh="合成生物")
    other = Client(headers={"accept-language": "en"})
    shown = sign_in(other, cast, back)
    assert (NOTICE in shown, "合成生物" in shown) == (False, False)


def test_whoever_signs_in_sees_it_if_the_browser_was_nobodys(cast: Cast, page: str) -> None:
    browser = Client(headers={"accept-language": "en"})
    shown = sign_in(browser, cast, way_back(browser, page, title_zh="合成生物"), Role.ORGANISER)
    assert (NOTICE in shown, 'value="合成生物"' in shown) == (True, True)


def test_it_is_gone_after_signing_out_and_at_other_pages(browser: Client, cast: Cast, page: str) -> None:
    back = way_back(browser, page, title_zh="合成生物")
    sign_in(browser, cast, back)
    elsewhere = reverse("console_setup_conference", args=[cast.conference.slug])
    assert NOTICE not in browser.get(f"{elsewhere}?{urlsplit(back).query}").content.decode()
    browser.post("/accounts/logout/")
    assert NOTICE not in sign_in(browser, cast, back)


def test_it_expires(browser: Client, cast: Cast, page: str) -> None:
    back = way_back(browser, page, title_zh="合成生物")
    caches["sealed"].clear()
    assert NOTICE not in sign_in(browser, cast, back)


def test_the_query_of_the_page_stays(browser: Client, page: str) -> None:
    back = way_back(browser, f"{page}?forum=1", title_zh="合成生物")
    assert re.fullmatch(rf"{page}\?forum=1&typed=[\w-]{{43}}", back)


def test_neither_passwords_nor_files_are_kept(browser: Client, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[bytes] = []

    def keep(content: bytes, **_rest: object) -> str:
        kept.append(content)
        return "key"

    monkeypatch.setattr(typed, "seal", keep)
    file = SimpleUploadedFile("list.csv", b"very,private")
    way_back(browser, page, title_zh="A", new_password="hunter2", csrfmiddlewaretoken="token", file=file)
    (content,) = kept
    assert b'"title_zh"' in content
    assert [word in content for word in (b"hunter2", b"private", b"token", b"list.csv")] == [False] * 4


def test_a_form_in_which_nothing_was_typed_is_only_asked_for_again(browser: Client, page: str) -> None:
    assert way_back(browser, page) == page


def test_nobody_can_fill_the_table(browser: Client, page: str) -> None:
    backs = [way_back(browser, page, title_zh="A") for _ in range(typed.MOST.times + 1)]
    assert [back == page for back in backs] == [False] * typed.MOST.times + [True]


@pytest.mark.parametrize(
    ("referer", "leads_to"),
    [
        ("http://testserver/console/bio27/forums/1/?x=1", "/console/bio27/forums/1/?x=1"),
        ("https://evil.example/console/", "/accounts/after-login/"),
        ("", "/accounts/after-login/"),
    ],
)
def test_after_signing_in_a_button_leads_back_to_its_page(browser: Client, referer: str, leads_to: str) -> None:
    answer = browser.post("/console/bio27/forums/1/step/", {"step": "approve"}, headers={"Referer": referer})
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["next"] == [leads_to]


def test_pasted_lines_are_filled_in_again_but_not_stored(browser: Client, cast: Cast, page: str) -> None:
    team = reverse("console_team", args=[cast.conference.slug])
    before = Membership.objects.count()
    shown = sign_in(browser, cast, way_back(browser, team, add="members", lines="lin@example.com | viewer"))
    assert (NOTICE in shown, "lin@example.com | viewer" in shown) == (True, True)
    assert Membership.objects.count() == before
