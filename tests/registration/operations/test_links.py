from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from pytest_django.fixtures import DjangoAssertNumQueries

from events.models import AuditEntry, Letter, User
from registration.models import Delegate
from registration.operations.links import (
    MOST_LETTERS,
    open_by_letter,
    prepare_sign_in,
    prove,
    prove_by_account,
    send_links,
    tell_known,
)
from registration.operations.signup import sign_up
from tests.builders.doors import a_category
from tests.builders.people import NOW, Cast, a_user
from tests.builders.signups import a_sign_up

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def delegate(cast: Cast) -> Delegate:
    a_category(cast.conference)
    return sign_up(cast.conference, a_sign_up(language="en"), by=None, now=NOW)


def letters() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("key", flat=True))


def test_opening_a_letters_link_makes_an_account_with_a_verified_address(delegate: Delegate) -> None:
    open_by_letter(delegate.registration, now=LATER)
    address = EmailAddress.objects.get(email="lin@example.com")
    assert (address.verified, address.user.language) == (True, "en")
    entry = AuditEntry.objects.get(deed="account.make")
    assert (entry.by, entry.at, entry.details) == (
        None,
        LATER,
        {"by": "letter", "registration": delegate.registration.code},
    )


def test_opening_it_again_makes_no_second_account(delegate: Delegate) -> None:
    for _ in range(2):
        open_by_letter(delegate.registration, now=LATER)
    assert User.objects.filter(email="lin@example.com").count() == 1
    assert AuditEntry.objects.filter(deed="account.make").count() == 1


def test_an_account_that_exists_is_left_alone(delegate: Delegate) -> None:
    a_user("Lin@example.com")
    open_by_letter(delegate.registration, now=LATER)
    assert not EmailAddress.objects.filter(email__iexact="lin@example.com", verified=True).exists()
    assert not AuditEntry.objects.filter(deed="account.make").exists()


def test_the_proof_ends_the_key_of_the_browser_and_the_hold_of_a_foreign_account(cast: Cast) -> None:
    a_category(cast.conference)
    registration = sign_up(cast.conference, a_sign_up(), by=cast.somebody, now=NOW).registration
    access_key = registration.access_key
    open_by_letter(registration, now=LATER)
    registration.refresh_from_db()
    assert (registration.browser_key, registration.user) == ("", None)
    assert registration.access_key == access_key, "the link in the letter goes on working"


def test_the_account_that_owns_the_address_keeps_its_registration(cast: Cast) -> None:
    a_category(cast.conference)
    EmailAddress.objects.create(user=cast.somebody, email="Lin@example.com", verified=True)
    registration = sign_up(cast.conference, a_sign_up(), by=cast.somebody, now=NOW).registration
    prove(registration)
    registration.refresh_from_db()
    assert (registration.browser_key, registration.user) == ("", cast.somebody)


def test_an_address_that_was_changed_meanwhile_is_not_proved(delegate: Delegate) -> None:
    registration = delegate.registration
    type(registration).objects.update(contact_email="new@example.com")
    prove(registration)
    registration.refresh_from_db()
    assert registration.browser_key


@pytest.mark.parametrize("is_verified", [True, False])
def test_signing_in_proves_the_registrations_of_a_verified_address_alone(
    cast: Cast, delegate: Delegate, *, is_verified: bool
) -> None:
    EmailAddress.objects.create(user=cast.somebody, email="lin@example.com", verified=is_verified)
    other = sign_up(cast.conference, a_sign_up("王伟", email="wang@example.com", phone=""), by=None, now=NOW)
    prove_by_account([delegate.registration, other.registration], by=cast.somebody)
    for registration, is_proved in ((delegate.registration, is_verified), (other.registration, False)):
        registration.refresh_from_db()
        assert (registration.browser_key == "") is is_proved


def test_a_proved_registration_takes_no_query(
    delegate: Delegate, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    owner = a_user("lin@example.com")
    prove(delegate.registration)
    delegate.registration.refresh_from_db()
    with django_assert_num_queries(0):
        prove(delegate.registration)
        prove_by_account([delegate.registration], by=owner)


def test_a_second_sign_up_is_told_to_the_registered_address_once_in_ten_minutes(delegate: Delegate) -> None:
    before = letters()
    for _ in range(2):
        tell_known(delegate, now=LATER)
    tell_known(delegate, now=LATER + timedelta(minutes=10))
    assert len(letters()) == len(before) + 2
    letter = Letter.objects.order_by("pk").last()
    assert letter is not None
    assert (letter.kind, letter.recipient, letter.language) == ("delegate_known", "lin@example.com", "en")


def test_somebody_without_an_address_is_told_nothing(delegate: Delegate) -> None:
    delegate.registration.contact_email = ""
    before = letters()
    tell_known(delegate, now=LATER)
    assert letters() == before


def test_the_link_is_sent_again_at_most_once_in_ten_minutes(delegate: Delegate) -> None:
    conference = delegate.conference
    assert [send_links(conference, "lin@example.com", by=None, now=LATER) for _ in range(2)] == [1, 1]
    assert len(letters()) == 2
    send_links(conference, "lin@example.com", by=None, now=LATER + timedelta(minutes=10))
    assert len(letters()) == 3


def test_the_letters_go_to_the_registrations_of_this_address_and_conference(cast: Cast, delegate: Delegate) -> None:
    a_category(cast.neighbours_conference)
    sign_up(cast.neighbours_conference, a_sign_up(), by=None, now=NOW)
    sign_up(cast.conference, a_sign_up("王伟", email="wang@example.com", phone=""), by=None, now=NOW)
    before = letters()
    assert send_links(cast.conference, "lin@example.com", by=None, now=LATER) == 1
    [sent] = set(letters()) - set(before)
    assert sent.startswith(f"delegate_confirmed:{delegate.pk}:again-")


def test_an_address_that_nobody_registered_gets_nothing(delegate: Delegate) -> None:
    before = letters()
    assert send_links(delegate.conference, "nobody@example.com", by=None, now=LATER) == 0
    assert letters() == before


def test_only_the_latest_delegates_of_a_busy_address_get_letters(cast: Cast) -> None:
    a_category(cast.conference)
    for n in range(MOST_LETTERS + 1):
        sign_up(cast.conference, a_sign_up(f"王伟{n}", email="office@example.com", phone=""), by=None, now=NOW)
    assert send_links(cast.conference, "office@example.com", by=None, now=LATER) == MOST_LETTERS
    again = Letter.objects.filter(key__contains=":again-").values_list("subject_key", flat=True)
    first = Delegate.objects.get(number=1)
    assert (len(again), str(first.pk) in again) == (MOST_LETTERS, False)


def test_signing_in_makes_an_account_with_an_unverified_address(delegate: Delegate) -> None:
    assert prepare_sign_in(delegate.conference, "lin@example.com")
    assert User.objects.get(email="lin@example.com").language == "en"
    assert not EmailAddress.objects.filter(email="lin@example.com", verified=True).exists()


def test_an_address_of_another_conference_cannot_sign_in_here(cast: Cast, delegate: Delegate) -> None:
    assert not prepare_sign_in(cast.neighbours_conference, "lin@example.com")
    assert not User.objects.filter(email="lin@example.com").exists()
