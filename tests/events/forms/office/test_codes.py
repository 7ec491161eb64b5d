"""However many requests come at once, a code can be tried as often as one after the other, and no oftener."""

import re
import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

import pytest
from allauth.account import forms as account_forms
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import LazySettings
from django.core import mail
from django.core.cache import cache
from django.test import Client

from events.forms.office.codes import TRIES, use_once
from events.models import User
from tests.builders.people import a_user, a_user_with_address
from tests.races import at_once
from tests.security.nasty import TEXTS, for_this_database

AT_ONCE = 12
BY_KEY = 5
"""allauth's limit of failed sign-ins for one account."""
PASSWORD = "a long enough password"
ENGLISH = {"Accept-Language": "en"}


@dataclass
class Comparisons:
    """Counts how often a function was called. Each call takes a moment, in which the other requests come."""

    calls: list[object] = field(default_factory=list)

    def counting(self, function: Callable[..., bool]) -> Callable[..., bool]:
        """Return the function with a note of every call."""

        def counted(*args: object, **kwargs: object) -> bool:
            self.calls.append(args)
            time.sleep(0.05)
            return function(*args, **kwargs)

        return counted


@pytest.fixture
def compared() -> Comparisons:
    return Comparisons()


@pytest.fixture(autouse=True)
def _as_in_production(db: None, settings: LazySettings) -> None:
    settings.CACHES = {**settings.CACHES, "default": settings.SHARED_CACHE}
    cache.clear()  # a test with transactions of its own empties the tables of models alone


def a_member(*, verified: bool = True, password: str | None = None) -> User:
    return a_user_with_address("lin@example.com", password=password, is_verified=verified)


def asked_for_a_code() -> Client:
    client = Client(headers=ENGLISH)
    client.post("/accounts/login/code/", {"email": "lin@example.com"})
    return client


def mailed_code() -> str:
    found = re.search(r"^[A-Z]{4}-[A-Z]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found is not None
    return found[0]


def tried_at_once(client: Client, address: str, data: Callable[[int], dict[str, str]], *, times: int = AT_ONCE) -> None:
    """Send one form from many browsers of the same session at once, each with another guess."""

    def tried(number: int) -> int:
        one = Client(headers=ENGLISH)
        one.cookies = deepcopy(client.cookies)
        return one.post(address, data(number)).status_code

    at_once(tried, times=times)


def guess(number: int) -> dict[str, str]:
    return {"code": f"BCDF-{number:04}"}


class TestOneAfterTheOther:
    pytestmark = pytest.mark.django_db

    def test_the_right_code_signs_in_on_the_last_try(self) -> None:
        a_member()
        client = asked_for_a_code()
        for number in range(TRIES.times - 1):
            client.post("/accounts/login/code/confirm/", guess(number))
        assert client.post("/accounts/login/code/confirm/", {"code": mailed_code()}).headers["Location"] != ""
        assert "_auth_user_id" in client.session

    def test_after_the_last_try_the_right_code_is_refused(self) -> None:
        a_member()
        client = asked_for_a_code()
        for number in range(TRIES.times):
            client.post("/accounts/login/code/confirm/", guess(number))
        client.post("/accounts/login/code/confirm/", {"code": mailed_code()})
        assert "_auth_user_id" not in client.session

    def test_another_code_may_be_tried_afresh(self) -> None:
        a_member()
        client = asked_for_a_code()
        for number in range(TRIES.times):
            client.post("/accounts/login/code/confirm/", guess(number))
        client.post("/accounts/login/code/", {"email": "lin@example.com"})
        client.post("/accounts/login/code/confirm/", {"code": mailed_code()})
        assert "_auth_user_id" in client.session

    def test_whoever_has_used_up_the_tries_is_told_what_to_do(self, settings: LazySettings) -> None:
        settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = TRIES.times + 2
        a_member()
        client = asked_for_a_code()
        pages = [client.post("/accounts/login/code/confirm/", guess(number)) for number in range(TRIES.times + 1)]
        told = "This code has been tried too often. Start again to get another."
        assert [told in page.content.decode() for page in pages] == [False] * TRIES.times + [True]

    def test_an_address_without_an_account_looks_like_any_other(self) -> None:
        client = Client(headers=ENGLISH)
        client.post("/accounts/login/code/", {"email": "nobody@example.com"})
        page = client.post("/accounts/login/code/confirm/", guess(1))
        assert "Incorrect code" in page.content.decode()


class TestACodeOfAnApp:
    pytestmark = pytest.mark.django_db

    def signed_in(self, user: User, code: str) -> bool:
        client = Client(headers=ENGLISH)
        client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
        client.post("/accounts/2fa/authenticate/", {"code": code})
        return "_auth_user_id" in client.session

    def test_it_signs_in_once_as_long_as_it_is_valid(self) -> None:
        user = a_member(password=PASSWORD)
        app = TOTP.activate(user, "JBSWY3DPEHPK3PXP")
        _before, _now, after = yield_hotp_counters_from_time()
        code = format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", after))
        assert self.signed_in(user, code)
        cache.delete(app._get_used_cache_key(code))  # as after 30 seconds, when allauth forgets it
        assert not self.signed_in(user, code)
        assert not self.signed_in(user, f"{code[:3]} {code[3:]}")

    def test_no_hostile_value_is_a_code_or_an_error(self, settings: LazySettings) -> None:
        settings.ACCOUNT_RATE_LIMITS = {"login_failed": None, "reauthenticate": None}
        user = a_member(password=PASSWORD)
        TOTP.activate(user, "JBSWY3DPEHPK3PXP")
        client, member = Client(headers=ENGLISH), Client(headers=ENGLISH)
        client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
        member.force_login(user)
        for what, text in for_this_database(TEXTS).items():
            if what == "surrogate":  # which only arrives in JSON
                continue
            assert client.post("/accounts/2fa/authenticate/", {"code": text}).status_code in {200, 400}, what
            assert member.post("/accounts/2fa/reauthenticate/", {"code": text}).status_code in {200, 400}, what
        assert "_auth_user_id" not in client.session

    def test_it_belongs_to_one_account(self) -> None:
        code = format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", list(yield_hotp_counters_from_time())[1]))
        use_once(a_user("first@example.com"), code)
        use_once(a_user("second@example.com"), code)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_a_sign_in_code_is_compared_three_times(
        self, compared: Comparisons, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        a_member()
        client = asked_for_a_code()
        monkeypatch.setattr(account_forms, "compare_user_code", compared.counting(account_forms.compare_user_code))
        tried_at_once(client, "/accounts/login/code/confirm/", guess)
        assert len(compared.calls) == TRIES.times

    def test_without_our_count_it_is_compared_more_often(
        self, compared: Comparisons, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
    ) -> None:
        settings.ACCOUNT_FORMS = {}
        a_member()
        client = asked_for_a_code()
        monkeypatch.setattr(account_forms, "compare_user_code", compared.counting(account_forms.compare_user_code))
        tried_at_once(client, "/accounts/login/code/confirm/", guess)
        assert len(compared.calls) > TRIES.times

    def test_a_code_that_confirms_an_address_is_compared_three_times(
        self, compared: Comparisons, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        user = a_member()
        client = Client(headers=ENGLISH)
        client.force_login(user)
        client.post("/accounts/email/", {"action_add": "", "email": "other@example.com"})
        monkeypatch.setattr(account_forms, "compare_user_code", compared.counting(account_forms.compare_user_code))
        tried_at_once(client, "/accounts/confirm-email/", guess)
        assert len(compared.calls) == TRIES.times

    def test_a_password_is_compared_five_times(self, compared: Comparisons, monkeypatch: pytest.MonkeyPatch) -> None:
        user = a_member(password=PASSWORD)
        monkeypatch.setattr(User, "check_password", compared.counting(User.check_password))
        tried_at_once(Client(), "/accounts/login/", lambda number: {"login": user.email, "password": f"wrong {number}"})
        assert len(compared.calls) == BY_KEY

    @pytest.mark.parametrize("step", [TOTP, RecoveryCodes])
    def test_a_second_step_is_compared_five_times(
        self, compared: Comparisons, monkeypatch: pytest.MonkeyPatch, step: type[TOTP | RecoveryCodes]
    ) -> None:
        user = a_member(password=PASSWORD)
        TOTP.activate(user, "JBSWY3DPEHPK3PXP")
        RecoveryCodes.activate(user)
        client = Client(headers=ENGLISH)
        client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
        monkeypatch.setattr(step, "validate_code", compared.counting(step.validate_code))
        tried_at_once(client, "/accounts/2fa/authenticate/", lambda number: {"code": f"{number:06}"})
        assert len(compared.calls) == BY_KEY

    def test_a_recovery_code_signs_in_once(self) -> None:
        user = a_member(password=PASSWORD)
        TOTP.activate(user, "JBSWY3DPEHPK3PXP")
        code = RecoveryCodes.activate(user).generate_codes()[0]
        clients = [Client(headers=ENGLISH) for _ in range(4)]
        for client in clients:
            client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
        at_once(lambda number: clients[number].post("/accounts/2fa/authenticate/", {"code": code}), times=4)
        assert sum("_auth_user_id" in client.session for client in clients) == 1
