import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.account.views import ConfirmEmailVerificationCodeView
from django.conf import LazySettings
from django.core import mail
from django.db import connection
from django.template import Engine
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoAssertNumQueries

from events.models import Conference, ConferenceState, User
from tests.builders.people import Cast, a_conference, a_user_with_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin() -> User:
    return a_user_with_address("lin@example.com", password="a long enough password")


@pytest.fixture
def bio27(cast: Cast) -> Conference:
    conference = cast.conference
    conference.short_title_en, conference.contact_email = "Biology 2027", "office@bio27.example"
    conference.save()
    return conference


def test_signing_in_switches_to_the_language_of_the_account(client: Client, lin: User) -> None:
    lin.language = "en"
    lin.save(update_fields=["language"])
    answer = client.post("/accounts/login/", {"login": lin.email, "password": "a long enough password"})
    assert answer.cookies["django_language"].value == "en"
    assert client.get("/", headers={"Accept-Language": "zh-CN"}).headers["Location"] == "/en/"


def test_a_language_chosen_is_remembered_by_the_account(client: Client, lin: User) -> None:
    client.force_login(lin)
    client.post("/accounts/language/", {"language": "en", "next": "/"})
    lin.refresh_from_db()
    assert lin.language == "en"


@pytest.mark.parametrize("language", ["xx", "", "\x00", "en" * 500])
def test_a_language_that_does_not_exist_changes_nothing(client: Client, lin: User, language: str) -> None:
    client.force_login(lin)
    assert client.post("/accounts/language/", {"language": language, "next": "/"}).status_code == 302
    lin.refresh_from_db()
    assert lin.language == ""


def test_the_language_switch_never_redirects_to_another_site(client: Client) -> None:
    answer = client.post("/accounts/language/", {"language": "en", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_behind_a_proxy_attempts_are_counted_by_visitor(client: Client, lin: User, settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = 1

    def attempt(address: str) -> int:
        guess = {"login": f"{address}@example.com", "password": "a wrong password"}
        return client.post("/accounts/login/", guess, headers={"X-Forwarded-For": address}).status_code

    assert [attempt("192.0.2.7") for _ in range(121)][-1] == 429
    assert attempt("192.0.2.8") == 200


def test_attempts_on_one_account_are_limited_whatever_the_address(
    client: Client, lin: User, settings: LazySettings
) -> None:
    settings.TRUSTED_PROXIES = 1

    def attempt(number: int, password: str) -> str:
        answer = client.post(
            "/accounts/login/",
            {"login": lin.email, "password": password},
            headers={"X-Forwarded-For": f"192.0.2.{number}", "Accept-Language": "en"},
        )
        return answer.content.decode()

    pages = [attempt(number, "a wrong password") for number in range(6)]
    assert "Too many attempts. Try again in five minutes" in pages[-1]
    assert "Too many attempts. Try again in five minutes" in attempt(7, "a long enough password")


def letter_to(client: Client, email: str, **more: str) -> tuple[str, str]:
    client.post("/accounts/login/code/", {"email": email, **more}, headers={"Accept-Language": "en"})
    (letter,) = mail.outbox
    return str(letter.subject), re.sub(r"^[A-Z0-9-]{6,9}$", "CODE", str(letter.body), flags=re.MULTILINE)


def html_of(letter: mail.EmailMessage) -> str:
    """The letter's words as HTML, without the tags."""
    assert isinstance(letter, mail.EmailMultiAlternatives)
    ((content, kind),) = letter.alternatives
    assert kind == "text/html"
    return " ".join(re.sub(r"<[^>]*>", " ", str(content).split("</head>", 1)[1]).split())


def test_the_letter_with_a_code_explains_its_purpose(client: Client, lin: User) -> None:
    assert letter_to(client, lin.email) == (
        "Rostrum: your sign-in code",
        (
            "Your sign-in code:\n\nCODE\n\n"
            "Enter it on the page that asked for it. It is valid once, for ten minutes.\n\n"
            "If you did not ask for this, you can ignore it: nobody can sign in without the code.\n\n"
            "Rostrum · testserver"
        ),
    )


def test_an_address_without_an_account_gets_a_letter_with_the_next_step(client: Client) -> None:
    subject, body = letter_to(client, "o'hara&co@example.com")
    assert subject == "Rostrum: no account has this address"
    assert body.splitlines()[0] == (
        "Somebody, perhaps you, asked to sign in with o'hara&co@example.com. No account has this address."
    )
    assert "http://testserver/" in body.splitlines()


@pytest.mark.parametrize(
    "address", ["/accounts/login/code/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
)
def test_every_letter_about_an_account_names_the_conference_and_has_html(
    client: Client, lin: User, bio27: Conference, address: str
) -> None:
    field = "login" if address == "/accounts/login/" else "email"
    came_from = f"/en/{bio27.slug}/me/"
    client.post(address, {field: lin.email, "next": came_from}, headers={"Accept-Language": "en"})
    (letter,) = mail.outbox
    assert str(letter.subject).startswith("Biology 2027: ")
    for words in (str(letter.body), html_of(letter)):
        assert "National Biotechnology Innovation Conference" in words
        assert "office@bio27.example" in words
    assert "16–18 April 2027 · Suzhou" in html_of(letter)
    assert letter.extra_headers == {"Reply-To": "office@bio27.example"}


def test_the_code_is_in_both_parts_of_its_letter(client: Client, lin: User) -> None:
    client.post("/accounts/login/code/", {"email": lin.email}, headers={"Accept-Language": "en"})
    (letter,) = mail.outbox
    code = re.search(r"^[A-Z]{4}-[A-Z]{4}$", str(letter.body), re.MULTILINE)
    assert code is not None
    assert html_of(letter) == (
        f"Rostrum Your sign-in code: {code[0]} Enter it on the page that asked for it. It is valid once, for ten "
        "minutes. If you did not ask for this, you can ignore it: nobody can sign in without the code. "
        "Rostrum · testserver"
    )


def test_an_address_without_an_account_is_led_back_to_the_conference(client: Client, bio27: Conference) -> None:
    _subject, body = letter_to(client, "nobody@example.com", next=f"/en/{bio27.slug}/")
    assert f"http://testserver/en/{bio27.slug}/me/" in body.splitlines()


def brand_of(page: str) -> str:
    """The name in the masthead."""
    found = re.search(r'class="brand-name">(.*?)</span>', page, re.DOTALL)
    assert found is not None
    return " ".join(re.sub(r"<[^>]*>", " ", found[1]).split())


@pytest.mark.parametrize("came_from", ["/en/bio27/me/", "/zh-hans/bio27/programme/?day=1", "/console/bio27/"])
def test_whoever_comes_from_a_conference_stays_in_its_frame(
    client: Client, lin: User, bio27: Conference, came_from: str
) -> None:
    english = {"Accept-Language": "en"}
    login = client.get("/accounts/login/", {"next": came_from}, headers=english).content.decode()
    assert brand_of(login) == "Biology 2027"
    assert "bio27/accent.css" in login
    answer = client.post(
        "/accounts/login/",
        {"login": lin.email, "password": "a long enough password", "next": came_from},
        headers=english,
    )
    assert answer.headers["Location"] == came_from
    pages = ["email/", "2fa/", "logout/", "reauthenticate/?next=/accounts/2fa/"]
    shown = [client.get(f"/accounts/{page}", headers=english).content.decode() for page in pages]
    assert [brand_of(page) for page in shown] == ["Biology 2027"] * 4


@pytest.mark.parametrize(
    "came_from",
    [
        "",
        "/en/",
        "/accounts/email/",
        "/console/",
        "/fr/bio27/",
        "bio27",
        "https://evil.example/en/bio27/me",
        "//[/",
        "/en/secret/",
    ],
)
def test_whoever_comes_from_elsewhere_sees_the_portals_frame(client: Client, cast: Cast, came_from: str) -> None:
    a_conference(cast.conference.organisation, "secret", state=ConferenceState.DRAFT)
    page = client.get("/accounts/login/", {"next": came_from}).content.decode()
    assert brand_of(page) == "Rostrum"


def test_signing_out_leaves_the_conference(client: Client, lin: User, bio27: Conference) -> None:
    client.post("/accounts/login/", {"login": lin.email, "password": "a long enough password", "next": "/en/bio27/me/"})
    client.post("/accounts/logout/")
    assert brand_of(client.get("/accounts/login/").content.decode()) == "Rostrum"


def test_a_look_at_the_page_for_signing_in_opens_no_session(client: Client, cast: Cast) -> None:
    client.get("/accounts/login/", {"next": "/en/bio27/me/"})
    assert "sessionid" not in client.cookies


def test_other_pages_do_not_ask_where_somebody_came_from(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/en/", {"next": "/en/bio27/"})
    with CaptureQueriesContext(connection) as plain:
        client.get("/en/")
    with django_assert_num_queries(len(plain)):
        client.get("/en/", {"next": "/en/bio27/"})


def test_whoever_confirms_another_address_returns_to_their_addresses(client: Client, lin: User) -> None:
    client.force_login(lin, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/accounts/email/", {"action_add": "", "email": "other@example.com"})
    code = re.search(r"^[A-Z]{4}-[A-Z]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code is not None
    assert client.post("/accounts/confirm-email/", {"code": code[0]}).headers["Location"] == "/accounts/email/"
    assert EmailAddress.objects.filter(user=lin, email="other@example.com", verified=True).exists()


def test_a_password_that_is_too_short_is_refused_in_the_language_of_the_page(client: Client, lin: User) -> None:
    client.force_login(lin, backend="allauth.account.auth_backends.AuthenticationBackend")
    typed = {"oldpassword": "a long enough password", "password1": "abc", "password2": "abc"}
    pages = [
        client.post("/accounts/password/change/", typed, headers={"Accept-Language": language}).content.decode()
        for language in ("zh-hans", "en")
    ]
    assert "密码过短，至少 10 个字符。" in pages[0]
    assert "This password is too short. It must contain at least 10 characters." in pages[1]


# Pages that allauth makes by a function, or fetches by script alone.
BY_FUNCTION = {"account_email_verification_sent": ConfirmEmailVerificationCodeView}
WITHOUT_PAGE = {"mfa_login_webauthn", "mfa_download_recovery_codes"}


def test_every_page_about_an_account_is_our_own() -> None:
    views = views_under_accounts()
    shown = {str(getattr(view, "template_name", "")) for name, view in views.items() if name not in WITHOUT_PAGE}
    ours = str(Path(__file__).parents[4] / "templates")
    assert len(shown) > 20
    assert [name for name in sorted(shown) if not origin_of(name).startswith(ours)] == []


def origin_of(template: str) -> str:
    """Return the file that a template is read from."""
    return str(Engine.get_default().get_template(template).origin)


def views_under_accounts() -> dict[str, object]:
    """Return allauth's views that can be reached, and ours in place of some, by the name of their URL."""
    found: dict[str, object] = {}
    for pattern in walk(get_resolver().url_patterns):
        name = str(pattern.name)
        if name.startswith(("account_", "mfa_")):
            found.setdefault(name, BY_FUNCTION.get(name) or getattr(pattern.callback, "view_class", None))
    return found


def walk(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from walk(pattern.url_patterns)
