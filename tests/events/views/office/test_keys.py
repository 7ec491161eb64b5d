"""A passkey is one more way in; two steps are on for those who have connected an authenticator app."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import is_mfa_enabled
from django.core import mail
from django.test import Client

from events.models import User
from events.operations.office.accounts import add_passkey
from tests.builders.people import a_user_with_address

pytestmark = pytest.mark.django_db
APP, KEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES
PASSWORD = "a long enough password"
SECRET = "JBSWY3DPEHPK3PXP"
SignIn = Callable[[Client], str]


@pytest.fixture
def lin() -> User:
    return a_user_with_address("lin@example.com", password=PASSWORD)


@pytest.fixture
def client() -> Client:
    return Client(headers={"Accept-Language": "en"})


def a_passkey(user: User) -> Authenticator:
    return add_passkey(user, name="My phone", credential={})


def code_of(secret: str) -> str:
    _before, now, _after = yield_hotp_counters_from_time()
    value: str = format_hotp_value(hotp_value(secret, now))
    return value


def sign_in_by_code(client: Client) -> str:
    client.post("/accounts/login/code/", {"email": "lin@example.com"})
    code = re.search(r"^[A-Z]{4}-[A-Z]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code is not None
    return client.post("/accounts/login/code/confirm/", {"code": code[0]}).headers["Location"]


def sign_in_by_password(client: Client) -> str:
    return client.post("/accounts/login/", {"login": "lin@example.com", "password": PASSWORD}).headers["Location"]


@pytest.mark.parametrize("sign_in", [sign_in_by_code, sign_in_by_password])
def test_with_a_passkey_a_code_or_a_password_alone_still_signs_in(client: Client, lin: User, sign_in: SignIn) -> None:
    a_passkey(lin)
    assert sign_in(client) == "/accounts/after-login/"
    assert client.session["_auth_user_id"] == str(lin.pk)


@pytest.mark.parametrize("sign_in", [sign_in_by_code, sign_in_by_password])
def test_with_an_app_a_second_step_follows(client: Client, lin: User, sign_in: SignIn) -> None:
    a_passkey(lin)
    TOTP.activate(lin, SECRET)
    assert sign_in(client) == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    client.post("/accounts/2fa/authenticate/", {"code": code_of(SECRET)})
    assert client.session["_auth_user_id"] == str(lin.pk)


def test_two_steps_are_on_with_an_app_alone(lin: User) -> None:
    a_passkey(lin)
    facts = [is_mfa_enabled(lin, types) for types in (None, [APP, KEY], [APP], [KEY], [CODES])]
    assert facts == [False, False, False, True, False]
    TOTP.activate(lin, SECRET)
    assert [is_mfa_enabled(lin, types) for types in (None, [APP, KEY], [APP], [KEY], [CODES])] == [True] * 4 + [False]


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_whoever_turns_two_steps_on_sees_the_recovery_codes_at_once(client: Client, password: str | None) -> None:
    user = a_user_with_address("wang@example.com", password=password)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/accounts/2fa/totp/activate/", follow=True)
    if password:
        page = client.post(
            "/accounts/reauthenticate/?next=/accounts/2fa/totp/activate/", {"password": password}, follow=True
        )
    secret = re.search(r'id="authenticator_secret" value="([A-Z2-7]+)"', page.content.decode())
    assert secret is not None
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret[1])}, follow=True)
    assert answer.redirect_chain == [("/accounts/2fa/recovery-codes/", 302)]
    shown = re.findall(r"\b\d{8}\b", re.sub(r"<(script|input)[^>]*>", "", answer.content.decode()))
    assert shown == RecoveryCodes.activate(user).generate_codes()


def test_turning_two_steps_off_deletes_the_recovery_codes_and_keeps_the_passkey(client: Client, lin: User) -> None:
    a_passkey(lin)
    TOTP.activate(lin, SECRET)
    RecoveryCodes.activate(lin)
    sign_in_by_password(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_of(SECRET)})
    client.post("/accounts/reauthenticate/?next=/accounts/2fa/", {"password": PASSWORD})
    answer = client.post("/accounts/2fa/totp/deactivate/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/2fa/")
    assert list(Authenticator.objects.values_list("type", flat=True)) == [KEY]
    assert sign_in_by_code(Client(headers={"Accept-Language": "en"})) == "/accounts/after-login/"


def test_without_two_steps_no_recovery_codes_are_made(client: Client, lin: User) -> None:
    address = "/accounts/2fa/recovery-codes/generate/"
    a_passkey(lin)
    client.force_login(lin, backend="allauth.account.auth_backends.AuthenticationBackend")
    for answer in (client.get(address), client.post(address)):
        assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/2fa/")
    assert not Authenticator.objects.filter(type=CODES).exists()


def test_the_pages_say_what_is_on(client: Client, lin: User) -> None:
    client.force_login(lin, backend="allauth.account.auth_backends.AuthenticationBackend")
    a_passkey(lin)
    assert "It is off: a password, an e-mailed code or a passkey alone opens this account." in (
        client.get("/accounts/2fa/").content.decode()
    )
    TOTP.activate(lin, SECRET)
    RecoveryCodes.activate(lin)
    page = client.get("/accounts/2fa/").content.decode()
    assert "It is on: after a password or an e-mailed code" in page
    assert "10 codes are left." in page
    assert "My phone" in client.get("/accounts/2fa/webauthn/").content.decode()
