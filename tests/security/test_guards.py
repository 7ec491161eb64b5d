"""CSRF, cookies, redirects, hosts and security headers."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from events.rules.office.roles import Role
from portal.notices import NoticeCookie
from tests.architecture.permissions import public, undone
from tests.architecture.test_permission_matrix import ROWS
from tests.builders.people import Cast
from tests.security.addresses import address_of

WITHOUT_COOKIES = [name for name in (row.name for row in public.ROWS) if "_me" not in name and "_my_" not in name]
PERSONAL = {"conference_register", "conference_register_check", "conference_register_done"}
ELSEWHERE = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example"]
IN_PRODUCTION = {
    "MODE": "production",
    "SECRET_KEY": "k7Qw9rT2yU5iO8pA3sD6fG1hJ4kL0zX-cVbNmQwErTy",
    "ALLOWED_HOSTS": "rostrum.example",
    "EMAIL_URL": "smtp+tls://user:password@mail.example:587",
    "DJANGO_SETTINGS_MODULE": "portal.settings",
}


def test_every_page_that_accepts_posts_refuses_cross_site_ones(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.members[Role.OWNER])
    let_in = []
    for row in ROWS:
        if row.name.startswith("api:") or (row.post is not None and set(row.post.values()) == {405}):
            continue
        with address_of(row, cast) as (address, _), undone():
            if client.post(address, dict(row.data(cast))).status_code != 403:
                let_in.append(row.name)
    assert let_in == []


def test_the_api_writes_nothing_on_behalf_of_a_session(cast: Cast) -> None:
    """The API has no CSRF token, so it must ignore the session wherever it writes."""
    for row in ROWS:
        if row.name.startswith("api:") and row.post is not None:
            assert len(set(row.post.values())) == 1, row.name


def test_public_pages_set_no_cookie(cast: Cast) -> None:
    rows = [row for row in ROWS if row.name in {*WITHOUT_COOKIES, "root", "healthz", "api:openapi-json"} - PERSONAL]
    setting = []
    for row in rows:
        with address_of(row, cast) as (address, _):
            missing = [f"{address}nothing-here/"] if address.startswith("/zh-hans/") else []
            for asked in (address, f"{address}?q=x", *missing):
                answer = Client().get(asked)
                if answer.cookies or ("Cookie" in answer.headers.get("Vary", "").split(", ") and row.name != "root"):
                    setting.append(asked)
    assert len(rows) > 12
    assert setting == []


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_page_redirects_to_another_site(cast: Cast, elsewhere: str) -> None:
    client = Client()
    owner = cast.members[Role.OWNER]
    owner.set_password("correct horse battery")
    owner.save()
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    switched = client.post(reverse("set_language"), {"language": "en", "next": elsewhere})
    signed_in = client.post(
        f"{reverse('account_login')}?next={elsewhere}",
        {"login": owner.email, "password": "correct horse battery", "next": elsewhere},
    )
    left = client.post(f"{reverse('account_logout')}?next={elsewhere}", {"next": elsewhere})
    led = [answer.headers.get("Location", "") for answer in (switched, signed_in, left)]
    assert [answer.status_code for answer in (switched, signed_in, left)] == [302, 302, 302]
    assert [where for where in led if not where.startswith("/") or "evil" in where or "alert" in where] == []


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:80@evil.example", "a b", ""])
def test_an_unknown_host_is_refused(cast: Cast, host: str) -> None:
    for address in ("/en/", "/accounts/login/", "/api/v1/openapi.json"):
        assert Client().get(address, headers={"Host": host}).status_code == 400


def test_a_forwarded_host_is_ignored(cast: Cast) -> None:
    answer = Client().get("/en/", headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Port": "1"})
    assert b"evil.example" not in answer.content


def in_production(names: Sequence[str], **more: str) -> list[object]:
    """Return these settings as a production installation reads them."""
    code = (
        "import json; from django.conf import settings;"
        f"print(json.dumps([getattr(settings, name) for name in {names!r}]))"
    )
    ran = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"]} | IN_PRODUCTION | more,
        capture_output=True,
        text=True,
        check=True,
    )
    settings: list[object] = json.loads(ran.stdout)
    return settings


def test_in_production_cookies_are_secure_and_http_only() -> None:
    names = (
        *("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"),
        *("CSRF_COOKIE_HTTPONLY", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SAMESITE", "SECURE_HSTS_SECONDS", "DEBUG"),
    )
    assert in_production(names) == [True, True, True, True, True, True, "Lax", 31_536_000, False]


COOKIE_NAMES = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME", "NOTICE_COOKIE_NAME")


def test_in_production_every_cookie_belongs_to_this_host_alone(
    cast: Cast, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [str(name) for name in in_production(COOKIE_NAMES)]
    for setting, name in zip(COOKIE_NAMES, names, strict=True):
        setattr(settings, setting, name)
    monkeypatch.setattr(NoticeCookie, "cookie_name", settings.NOTICE_COOKIE_NAME)
    for setting in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE"):
        setattr(settings, setting, True)
    client = Client()
    client.get(reverse("account_login"), secure=True)
    client.post(reverse("set_language"), {"language": "en", "next": "/"}, secure=True)
    client.force_login(cast.members[Role.OWNER])
    client.post(
        reverse("account_set_password"), dict.fromkeys(["password1", "password2"], "correct horse battery"), secure=True
    )

    facts = {name: (morsel["secure"], morsel["path"], morsel["domain"]) for name, morsel in client.cookies.items()}

    assert facts == dict.fromkeys(names, (True, "/", ""))
    assert all(name.startswith("__Host-") for name in names)


def test_without_https_cookies_have_names_that_browsers_take() -> None:
    assert in_production(COOKIE_NAMES, HTTPS="0") == ["sessionid", "csrftoken", "django_language", "messages"]
