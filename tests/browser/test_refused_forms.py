"""A page that answers a form can be reloaded and come back to, with and without JavaScript: nothing is sent twice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session as BrowserSession
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from events.rules.office.roles import Role
from registration.operations.signup import sign_up
from tests.builders.doors import a_category
from tests.builders.people import NOW, Cast, a_user
from tests.builders.programme import a_session
from tests.builders.signups import a_sign_up

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form that is refused: where it is, what is typed, how it is sent, and what its answer shows."""

    address: str
    typed: dict[str, str]
    button: str = "form.console-form .button"
    answer: str = "[aria-invalid=true]"
    keeps: bool = True
    """Whether the answer shows the fields as they were filled in."""


CONSOLE = "/console/bio27"
FORMS = {
    "sign-up": Form(
        address="/en/bio27/register/",
        typed={"name": "林知远", "email": "lin.example.com"},
        button="button[value=check]",
        answer="#id_email_error",
    ),
    "correction": Form(
        address="/en/bio27/me/{code}/edit/",
        typed={"email": "lin.example.com"},
        button="button[form=details]",
        answer="#id_email_error",
    ),
    "forum": Form(address=f"{CONSOLE}/forums/1/", typed={"title_zh": "", "title_en": ""}),
    "session": Form(address=f"{CONSOLE}/programme/new/", typed={"title_zh": "合成生物", "starts": ""}),
    "existing session": Form(address=f"{CONSOLE}/programme/{{session}}/", typed={"title_en": "Synbio", "ends": ""}),
    "picker": Form(
        address=f"{CONSOLE}/forums/1/people/?q=nobody&new=1",
        typed={"name": "张三、李四", "affiliation": "研究院"},
        button="button[name=new]",
    ),
    "import": Form(address=f"{CONSOLE}/import/programme/", typed={}),
    "team": Form(address=f"{CONSOLE}/setup/team/", typed={"email": "nobody"}),
    "password": Form(
        address="/accounts/login/",
        typed={"login": "lin@example.com", "password": "a wrong password"},
        button="button[type=submit]:text-is('Sign in')",
        answer="text=The e-mail address or the password is not correct.",
        keeps=False,
    ),
    "code": Form(
        address="/accounts/login/code/confirm/",
        typed={"code": "WRONG1"},
        button=".code-form .button",
        answer="text=Incorrect code",
        keeps=False,
    ),
}
FOR_GUESTS = {"sign-up", "correction", "password", "code"}
WITH_SCRIPTS = ("sign-up", "session", "code")
"""Of each kind one is also sent with scripts: a delegate's own form, the console's and allauth's."""


@pytest.fixture
def rows(cast: Cast) -> dict[str, str]:
    """The codes in the addresses."""
    a_category(cast.conference)
    delegate = sign_up(cast.conference, a_sign_up(), by=None, now=NOW)
    session = a_session(cast.conference, cast.forum)
    a_user("lin@example.com")
    return {"code": delegate.code, "key": delegate.registration.access_key, "session": session.code}


@pytest.fixture
def visitor(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A browser without scripts, unless the test asks for them."""
    context = chromium.new_context(locale="en-GB", java_script_enabled=getattr(request, "param", False))
    yield context
    context.close()


def sign_in(visitor: BrowserContext, server: LiveServer, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.members[Role.OWNER])
    visitor.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}])


def pages_asked_for(page: Page) -> list[str]:
    """Return a list that grows by the method of each request for a page."""
    methods: list[str] = []
    page.on("request", lambda request: methods.append(request.method) if request.is_navigation_request() else None)
    return methods


def send(page: Page, form: Form, address: str) -> None:
    page.goto(address)
    for name, value in form.typed.items():
        page.locator(f"[name={name}]").first.fill(value)
    page.locator(form.button).first.click()
    expect(page.locator(form.answer).first).to_be_visible()


def expect_answer(page: Page, form: Form) -> None:
    expect(page.locator(form.answer).first).to_be_visible()
    for name, value in form.typed.items() if form.keeps else ():
        expect(page.locator(f"[name={name}]").first).to_have_value(value)


@pytest.mark.parametrize(
    ("visitor", "name"),
    [(False, name) for name in FORMS] + [(True, name) for name in WITH_SCRIPTS],
    indirect=["visitor"],
)
def test_a_refused_form_is_sent_once_however_its_answer_is_read_again(
    visitor: BrowserContext, live_server: LiveServer, cast: Cast, rows: dict[str, str], name: str
) -> None:
    form, page = FORMS[name], visitor.new_page()
    if name not in FOR_GUESTS:
        sign_in(visitor, live_server, cast)
    if name == "correction":
        page.goto(f"{live_server.url}/en/bio27/me/?key={rows['key']}")
    if name == "code":
        page.goto(f"{live_server.url}/accounts/login/code/")
        page.fill("[name=email]", "lin@example.com")
        page.locator("form .button").first.click()
    methods = pages_asked_for(page)
    send(page, form, live_server.url + form.address.format(**rows))
    expect_answer(page, form)
    assert methods == ["GET", "POST", "GET"]
    if form.answer != ".message":  # a notice is shown once
        page.reload()
        expect_answer(page, form)
    page.goto(f"{live_server.url}/en/")
    page.go_back()
    if form.keeps:
        expect_answer(page, form)
    page.go_back()
    page.go_forward()
    page.reload()
    assert methods.count("POST") == 1


@pytest.mark.parametrize("visitor", [True], indirect=True, ids=["scripts"])
def test_two_tabs_do_not_mix(visitor: BrowserContext, live_server: LiveServer, cast: Cast) -> None:
    sign_in(visitor, live_server, cast)
    forms = {visitor.new_page(): Form(address="", typed={"title_zh": title}) for title in ("第一", "第二")}
    for page, form in forms.items():
        send(page, form, f"{live_server.url}{CONSOLE}/programme/new/")
    for page, form in forms.items():
        page.reload()
        expect_answer(page, form)


def too_many(*_arguments: object) -> bool:
    return True


def refused_as_too_many(page: Page, server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> str:
    page.goto(f"{server.url}/en/bio27/me/")
    page.fill("[name=email]", "lin@example.com")
    monkeypatch.setattr("registration.views.me.exceeds", too_many)
    page.locator("form .button").first.click()
    return "Too many attempts"


def refused_as_expired(page: Page, server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> str:
    page.goto(f"{server.url}/en/bio27/me/")
    page.fill("[name=email]", "lin@example.com")
    page.context.clear_cookies()
    page.locator("form .button").first.click()
    expect(page.get_by_text("lin@example.com")).to_be_visible()
    return "The form has expired"


@pytest.mark.parametrize("refused", [refused_as_too_many, refused_as_expired])
def test_a_refusal_that_no_form_makes_is_read_again_too(
    visitor: BrowserContext,
    live_server: LiveServer,
    rows: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    refused: Callable[[Page, LiveServer, pytest.MonkeyPatch], str],
) -> None:
    page = visitor.new_page()
    methods = pages_asked_for(page)
    words = refused(page, live_server, monkeypatch)
    expect(page.get_by_text(words)).to_be_visible()
    page.reload()
    expect(page.get_by_text(words)).to_be_visible()
    page.goto(f"{live_server.url}/en/")
    page.go_back()
    expect(page.get_by_text(words)).to_be_visible()
    assert methods == ["GET", "POST", "GET", "GET", "GET", "GET"]


@pytest.mark.parametrize("visitor", [True], indirect=True, ids=["scripts"])
def test_a_form_of_somebody_who_was_signed_out_is_filled_in_again(
    visitor: BrowserContext, live_server: LiveServer, cast: Cast
) -> None:
    owner = cast.members[Role.OWNER]
    owner.set_password("a long enough password")
    owner.save()
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    sign_in(visitor, live_server, cast)
    page = visitor.new_page()
    page.goto(f"{live_server.url}{CONSOLE}/forums/1/")
    page.locator("[name=title_en]").first.fill("Synthetic biology")
    BrowserSession.objects.all().delete()
    page.locator("form.console-form .button").first.click()
    page.fill("[name=login]", owner.email)
    page.fill("[name=password]", "a long enough password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".message")).to_contain_text("You had been signed out, so nothing was saved.")
    page.reload()
    expect(page.locator("[name=title_en]").first).to_have_value("Synthetic biology")
    assert cast.conference.forums.get().title_en == "Synbio"
    page.locator("form.console-form .button").first.click()
    expect(page.locator(".message").first).to_contain_text("Saved.")
    assert cast.conference.forums.get().title_en == "Synthetic biology"
