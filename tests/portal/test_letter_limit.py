"""One address gets ten letters an hour that strangers order, whichever door they take."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING
from unittest.mock import patch
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.cache.backends.base import BaseCache
from django.test import Client, override_settings

from events.models import Letter
from registration.models import Delegate
from registration.operations.signup import sign_up
from tests.builders.doors import a_category
from tests.builders.people import NOW, Cast, a_user, the_cast
from tests.builders.signups import a_sign_up
from tests.races import at_once
from toolkit.limits import LETTERS, exceeds_letters
from toolkit.shared_cache import SharedCache

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as HttpResponse

TIMES = 16
PHONE = "+8613800002713"


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    with override_settings(CACHES={**settings.CACHES, "default": settings.SHARED_CACHE}):
        yield


def order_code(email: str) -> "HttpResponse":
    return Client().post("/accounts/login/code/", {"email": email})


def sign_in_without_password(email: str) -> "HttpResponse":
    return Client().post("/accounts/login/", {"login": email})


def reset_password(email: str) -> "HttpResponse":
    return Client().post("/accounts/password/reset/", {"email": email})


def make_account(email: str) -> "HttpResponse":
    return Client().post("/accounts/signup/", {"email": email})


def register(email: str, **more: str) -> "HttpResponse":
    body = {"category": "delegate", "name": "苏念真", "institution_zh": "吴淞理工大学", "email": email}
    body |= {"request_key": str(uuid4())} | more
    return Client().post("/api/v1/conferences/bio27/registrations", body, content_type="application/json")


DOORS = (order_code, sign_in_without_password, reset_password, make_account)
SOME_LETTERS = (order_code, *[reset_password] * 4, make_account)
"""As many as allauth's own limits for a minute allow."""


def letters() -> int:
    """Return how many letters were sent or are to be sent."""
    return len(mail.outbox) + Letter.objects.count()


@pytest.mark.django_db
@pytest.mark.parametrize("is_known", [True, False])
def test_all_doors_share_one_count_and_do_not_tell_whether_the_address_is_known(cast: Cast, is_known: bool) -> None:  # noqa: FBT001 - two cases
    a_category(cast.conference)
    if is_known:
        EmailAddress.objects.create(user=a_user("lin@example.com"), email="lin@example.com", verified=True)
    answers = [door("lin@example.com").status_code for door in SOME_LETTERS]
    answers += [register("lin@example.com").status_code for _ in range(LETTERS.times - len(answers))]
    assert answers == [302] * 6 + [202] * 4
    sent = letters()
    refused = [*(door("lin@example.com") for door in DOORS), register("lin@example.com")]
    assert [answer.status_code for answer in refused] == [429] * 5
    assert "Too many letters to this address" in refused[0].content.decode()
    assert letters() == sent
    assert order_code("wang@example.com").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(("ordered_before", "told"), [(LETTERS.times - 1, 1), (LETTERS.times, 0)])
def test_a_letter_about_a_sign_up_in_somebodys_name_counts_for_their_own_address(
    cast: Cast, ordered_before: int, told: int
) -> None:
    a_category(cast.conference)
    sign_up(cast.conference, a_sign_up("苏念真", email="su@example.com", phone=PHONE), by=None, now=NOW)
    for _ in range(ordered_before):
        exceeds_letters("su@example.com")
    assert register("stranger@example.com", phone=PHONE).status_code == 202
    assert Delegate.objects.count() == 1
    assert Letter.objects.filter(kind="delegate_known").count() == told


def ordered_at_once() -> int:
    """Let as many strangers as there are threads order a code to one mailbox; return how many letters were sent."""
    cache.clear()
    mail.outbox.clear()
    order_code("lin@example.com")
    at_once(lambda number: order_code(f"lin+{number}@example.com").status_code, times=TIMES)
    return len(mail.outbox)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_orders_at_the_same_moment_are_all_counted() -> None:
    the_cast()
    assert ordered_at_once() == LETTERS.times


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_count_that_is_read_and_then_written_would_let_more_through() -> None:
    the_cast()

    def read_and_write(held: BaseCache, key: str, delta: int = 1, version: int | None = None) -> int:
        number = held.get(key, version=version)
        if number is None:
            raise ValueError(key)
        time.sleep(0.1)
        held.set(key, number + delta, version=version)
        return int(number) + delta

    with patch.object(SharedCache, "incr", read_and_write):
        assert ordered_at_once() > LETTERS.times
