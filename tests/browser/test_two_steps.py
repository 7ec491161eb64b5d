"""Passkey, authenticator app and recovery code in Chromium, with a virtual authenticator."""

import re
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, CDPSession, Page, expect
from pytest_django.live_server_helper import LiveServer

from events.models import User
from tests.builders.people import a_user_with_address

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PASSWORD = "a long enough password"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": False,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def lin() -> User:
    return a_user_with_address("lin@example.com", password=PASSWORD)


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, complaints: list[str]) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=live_server.url, locale="en-GB", viewport={"width": 390, "height": 844}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()


@pytest.fixture
def keys(page: Page) -> CDPSession:
    """Enable WebAuthn in Chromium's DevTools, without adding an authenticator yet."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    return session


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=login]", "lin@example.com")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("h1")).not_to_have_text("Sign out of this browser?")


def prove(page: Page) -> None:
    """Pass the second authentication that changes to sign-in methods require."""
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def code_of(secret: str) -> str:
    """Return the code that an authenticator app shows now, the middle one of those accepted."""
    _before, now, _after = yield_hotp_counters_from_time()
    value: str = format_hotp_value(hotp_value(secret, now))
    return value


def test_a_passkey_an_app_or_a_recovery_code_signs_in(
    page: Page, keys: CDPSession, lin: User, complaints: list[str]
) -> None:
    sign_in(page)
    page.wait_for_url("**/en/")
    authenticator = keys.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    add_passkey(page, lambda: keys.send("WebAuthn.setUserVerified", {**authenticator, "isUserVerified": True}))

    sign_out(page)
    sign_in(page)
    page.wait_for_url("**/en/")
    sign_out(page)
    page.goto("/accounts/login/?next=/accounts/email/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("h1")).to_have_text("E-mail addresses")
    recovery = add_app(page)
    assert len(recovery) == 10

    keys.send("WebAuthn.removeVirtualAuthenticator", authenticator)
    sign_out(page)
    sign_in(page)
    expect(page.locator("h1")).to_have_text("Two-step sign-in")
    enter(page, recovery[0])
    page.wait_for_url("**/en/")
    sign_out(page)
    sign_in(page)
    enter(page, recovery[0])
    expect(page.locator("#id_code_error")).to_be_visible()
    enter(page, recovery[1])
    page.wait_for_url("**/en/")

    remove_passkey(page)
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    assert complaints == []


def add_passkey(page: Page, show_face: Callable[[], object]) -> None:
    """Add a passkey: one failed try, then one with the user verified."""
    page.goto("/accounts/2fa/webauthn/add/")
    prove(page)
    page.fill("[name=name]", "My phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("alert")).to_have_text("No key was used. Try again, or choose another way.")
    show_face()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator("h1")).to_have_text("Passkeys")
    expect(page.locator("h2")).to_have_text("My phone")


def add_app(page: Page) -> list[str]:
    """Turn two steps on after proving identity with the passkey. Type a wrong code first. Return the recovery codes."""
    page.goto("/accounts/2fa/totp/activate/")
    page.get_by_role("link", name="passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("h1")).to_have_text("Turn two-step sign-in on")
    page.fill("[name=code]", "000000")
    page.get_by_role("button", name="Turn it on").click()
    expect(page.locator("#id_code_error")).to_be_visible()
    page.fill("[name=code]", code_of(page.locator("#authenticator_secret").input_value()))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.locator("h1")).to_have_text("Recovery codes")
    expect(page.locator("#messages")).to_contain_text("Two-step sign-in is on.")
    return re.findall(r"\b\d{8}\b", page.locator("p.codes").inner_text())


def enter(page: Page, code: str) -> None:
    page.fill("[name=code]", code)
    page.get_by_role("button", name="Sign in", exact=True).click()


def remove_passkey(page: Page) -> None:
    page.goto("/accounts/2fa/webauthn/")
    expect(page.locator("h2")).to_have_text("My phone")
    page.get_by_role("link", name="Remove").click()
    prove(page)
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("#messages")).to_contain_text("The passkey is removed.")
    expect(page.get_by_text("My phone")).to_have_count(0)
