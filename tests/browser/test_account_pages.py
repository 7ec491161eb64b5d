"""Sign-in, account settings and error pages in Chromium: no axe findings, no violation of the policy."""

from pathlib import Path

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.template.loader import render_to_string
from django.test import Client
from playwright.sync_api import Browser

from tests.browser.paper import Paper, keep_picture, sideways, violations
from tests.builders.people import Cast, a_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
FOR_GUESTS = ["login", "login/code", "signup", "password/reset", "password/reset/done"]
FOR_MEMBERS = ["email", "logout", "password/set", "2fa", "2fa/totp/activate", "2fa/webauthn", "2fa/webauthn/add"]
WITH_TWO_STEPS = ["2fa", "2fa/recovery-codes", "2fa/recovery-codes/generate", "2fa/totp/deactivate", "reauthenticate"]
WIDTHS = (390, 1440)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ACCENT = "/zh-hans/bio27/accent.css"


def inspect(browser: Browser, html: str, picture: Path) -> list[str]:
    """Load the page once and return everything wrong with it at any width."""
    context = browser.new_context(color_scheme="light")
    paper = Paper(context)
    page = paper.show(html, files={ACCENT: ""})
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        keep_picture(page, picture.with_name(f"{picture.name}-{width}.png"))
        found += [f"{width}: {fault}" for fault in violations(page) + sideways(page)]
    context.close()
    return found + paper.complaints


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("address", FOR_GUESTS)
def test_the_sign_in_pages_are_sound(chromium: Browser, artefacts: Path, address: str, language: str) -> None:
    html = Client(headers={"accept-language": language}).get(f"/accounts/{address}/").content.decode()

    assert inspect(chromium, html, artefacts / f"account-{address.replace('/', '-')}-{language}") == []


@pytest.mark.parametrize("address", FOR_MEMBERS)
def test_the_account_settings_are_sound_in_the_frame_of_a_conference(
    chromium: Browser, artefacts: Path, cast: Cast, address: str
) -> None:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(a_user("lin@example.com"), backend=BACKEND)
    response = client.get(f"/accounts/{address}/", {"next": f"/zh-hans/{cast.conference.slug}/me/"}, follow=True)

    html, picture = response.content.decode(), artefacts / f"account-{address.replace('/', '-')}"
    assert ACCENT in html
    assert inspect(chromium, html, picture) == []


@pytest.mark.parametrize("address", WITH_TWO_STEPS)
def test_the_pages_of_two_steps_are_sound(chromium: Browser, artefacts: Path, address: str) -> None:
    lin = a_user("lin@example.com", password="a long enough password")
    TOTP.activate(lin, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(lin)
    client = Client(headers={"accept-language": "en"})
    client.force_login(lin, backend=BACKEND)
    if address != "reauthenticate":
        client.post("/accounts/reauthenticate/?next=/accounts/2fa/", {"password": "a long enough password"})
    response = client.get(f"/accounts/{address}/")

    assert response.status_code == 200
    picture = artefacts / f"account-two-steps-{address.replace('/', '-')}"
    assert inspect(chromium, response.content.decode(), picture) == []


def test_the_page_for_an_emailed_code_is_sound(chromium: Browser, artefacts: Path) -> None:
    a_user("lin@example.com")
    client = Client(headers={"accept-language": "zh-hans"})
    client.post("/accounts/login/code/", {"email": "lin@example.com"})
    response = client.post("/accounts/login/code/confirm/", {"code": "WRONG1"})

    assert inspect(chromium, response.content.decode(), artefacts / "account-code") == []
    assert "lin@example.com" in response.content.decode()


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "405", "413", "429", "500"])
def test_error_pages_are_in_both_languages(chromium: Browser, artefacts: Path, code: str) -> None:
    html = render_to_string(f"{code}.html")

    assert inspect(chromium, html, artefacts / f"error-{code}") == []
    assert html.count('lang="zh-Hans"') >= 2
    assert html.count('lang="en"') >= 2
