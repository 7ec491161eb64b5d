import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache

from registration.access.limits import PER_NUMBER, disturbs
from tests.builders.people import a_user
from toolkit.limits import LETTERS

STRANGER = AnonymousUser()


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def test_letters_to_one_address_are_limited() -> None:
    told = [disturbs("lin@example.com", visitor=STRANGER) for _ in range(LETTERS.times + 1)]
    assert told == [False] * LETTERS.times + [True]
    assert disturbs("wang@example.com", visitor=STRANGER) is False


def test_capitals_and_tags_are_the_same_mailbox() -> None:
    for number in range(LETTERS.times):
        disturbs(f"lin+{number}@example.com", visitor=STRANGER)
    assert disturbs("Lin@Example.com", visitor=STRANGER) is True


def test_a_phone_number_is_limited_whatever_the_address() -> None:
    told = [disturbs(f"{n}@example.com", "+8613800002713", visitor=STRANGER) for n in range(PER_NUMBER.times + 1)]
    assert told == [False] * PER_NUMBER.times + [True]
    assert disturbs("11@example.com", "+8613800002714", visitor=STRANGER) is False


def test_the_address_is_counted_even_when_the_number_has_reached_its_limit() -> None:
    for n in range(PER_NUMBER.times):
        disturbs(f"{n}@example.com", "+8613800002713", visitor=STRANGER)
    for _ in range(LETTERS.times):
        disturbs("lin@example.com", "+8613800002713", visitor=STRANGER)
    assert disturbs("lin@example.com", visitor=STRANGER) is True


@pytest.mark.django_db
@pytest.mark.parametrize(("is_verified", "is_active", "is_disturbing"), [(1, 1, 0), (0, 1, 1), (1, 0, 1)])
def test_only_the_owner_of_the_address_may_order_any_number(
    is_verified: int, is_active: int, is_disturbing: int
) -> None:
    secretary = a_user("office@example.com")
    secretary.is_active = bool(is_active)
    EmailAddress.objects.create(user=secretary, email="office@example.com", verified=bool(is_verified))
    for _ in range(LETTERS.times):
        disturbs("office@example.com", visitor=secretary)
    assert disturbs("office@example.com", visitor=secretary) is bool(is_disturbing)
    assert disturbs("office@example.com", visitor=STRANGER) is True


def test_the_cache_holds_no_address() -> None:
    disturbs("lin@example.com", "+8613800002713", visitor=STRANGER)
    held = " ".join(cache._cache)  # type: ignore[attr-defined] # the tests' cache is a dictionary
    assert "limit:letters-to-address:" in held
    assert ("lin@" in held, "1380000" in held) == (False, False)
