import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.core import mail
from django.test import Client

from events.models import User
from tests.builders.people import a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin() -> User:
    user = a_user("lin@example.com", password="a long enough password")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


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
    assert "Too many failed login attempts" in pages[-1]
    assert "Too many failed login attempts" in attempt(7, "a long enough password")


def letter_to(client: Client, email: str) -> tuple[str, str]:
    client.post("/accounts/login/code/", {"email": email}, headers={"Accept-Language": "en"})
    (letter,) = mail.outbox
    return str(letter.subject), re.sub(r"^[A-Z0-9-]{6,9}$", "CODE", str(letter.body), flags=re.MULTILINE)


def test_the_letter_with_a_code_explains_its_purpose(client: Client, lin: User) -> None:
    assert letter_to(client, lin.email) == (
        "Rostrum: your sign-in code",
        (
            "Your sign-in code:\n\nCODE\n\n"
            "Enter it on the page that asked for it. It is valid once, for a few minutes.\n\n"
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
