from datetime import timedelta
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.sessions.models import Session
from django.utils import timezone

from events.models import User
from events.operations.office.accounts import (
    account_for,
    add_passkey,
    forget_recovery_codes,
    forget_sessions,
    remember_language,
)
from tests.builders.people import a_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_proved", [True, False])
def test_an_account_is_made_once_without_a_password(is_proved: bool) -> None:  # noqa: FBT001 - a table of facts
    user = account_for("Lin@example.com", language="en", is_proved=is_proved)
    assert (user.email, user.language, user.has_usable_password()) == ("lin@example.com", "en", False)
    address = EmailAddress.objects.get()
    assert (address.email, address.primary, address.verified) == ("lin@example.com", True, is_proved)
    assert account_for("lin@EXAMPLE.com", language="en", is_proved=True) == user
    assert User.objects.count() == 1


def test_an_account_that_another_request_makes_at_the_same_moment_is_returned() -> None:
    other = a_user("lin@example.com")
    with patch.object(User.objects, "filter", return_value=User.objects.none()):  # as it was a moment ago
        made = account_for("lin@example.com", language="en", is_proved=True)
    assert made == other == User.objects.get()


def test_an_existing_account_is_left_unchanged() -> None:
    squatter = a_user("lin@example.com", password="chosen-by-a-stranger")
    EmailAddress.objects.create(user=squatter, email="lin@example.com", primary=True, verified=False)
    assert account_for("lin@example.com", language="en", is_proved=True) == squatter
    assert EmailAddress.objects.get().verified is False


def test_spaces_around_an_address_are_removed() -> None:
    assert account_for("  Lin@example.com ", name="Lin", is_proved=True).email == "lin@example.com"
    assert User.objects.get().name == "Lin"


def test_a_language_is_remembered_by_one_account() -> None:
    lin, other = a_user("lin@example.com"), a_user("other@example.com")
    remember_language(lin, "en")
    lin.refresh_from_db()
    other.refresh_from_db()
    assert (lin.language, other.language) == ("en", "")


def test_a_passkey_is_stored_with_its_name() -> None:
    lin = a_user("lin@example.com")
    added = add_passkey(lin, name="My phone", credential={"id": "x"})
    stored = Authenticator.objects.get()
    assert (stored, stored.user, stored.type) == (added, lin, Authenticator.Type.WEBAUTHN)
    assert stored.data == {"name": "My phone", "credential": {"id": "x"}}


def test_the_recovery_codes_of_one_person_are_deleted_and_nothing_else() -> None:
    lin, other = a_user("lin@example.com"), a_user("other@example.com")
    for user in (lin, other):
        RecoveryCodes.activate(user)
        add_passkey(user, name="Key", credential={})
    forget_recovery_codes(lin)
    left = Authenticator.objects.order_by("user", "type").values_list("user__email", "type")
    assert list(left) == [
        ("lin@example.com", "webauthn"),
        ("other@example.com", "recovery_codes"),
        ("other@example.com", "webauthn"),
    ]


def test_sessions_are_deleted_once_they_have_ended() -> None:
    for key, hours in (("ended", -1), ("lasting", 1)):
        ends = timezone.now() + timedelta(hours=hours)
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
    forget_sessions()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["lasting"]
