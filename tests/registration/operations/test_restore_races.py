"""Restore cancelled delegates concurrently. Controls without the lock, or with places read before, go wrong."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Barrier

import pytest

from events.models import AuditEntry, Conference
from registration.models import Delegate, DelegateState, Quota
from registration.operations import delegates
from registration.operations.delegates import DelegateRefused, cancel, restore
from registration.operations.signup import sign_up
from registration.rules.delegates import restored
from registration.rules.signup import Places
from tests.builders.doors import a_category
from tests.builders.people import NOW, a_conference, an_organisation
from tests.builders.signups import a_limited_category, a_sign_up
from tests.races import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
TIMES = 6


@pytest.fixture
def conference() -> Conference:
    return a_conference(an_organisation())


def a_cancelled_delegate(conference: Conference, name: str = "林知远", **fields: str) -> Delegate:
    delegate = sign_up(conference, a_sign_up(name, **fields), by=None, now=NOW)
    return cancel(delegate, by=None, now=NOW)


def press(delegate: Delegate) -> str:
    """Restore the delegate; return their state, or why that was refused."""
    try:
        return str(restore(delegate, by=None, now=NOW).state)
    except DelegateRefused as refused:
        return str(refused.reason)


def entries_after(delegate: Delegate) -> int:
    """Restore one delegate many times at once; return the entries in the history."""
    assert at_once(lambda _: press(delegate), times=TIMES) == ["confirmed"] * TIMES
    return AuditEntry.objects.filter(deed="delegate.restore").count()


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Take the lock away, and let so many threads look before any of them acts."""

    @contextmanager
    def unlocked(wanted: Delegate) -> Iterator[Delegate]:
        yield Delegate.objects.get(pk=wanted.pk)

    def take_away(threads: int) -> None:
        all_have_looked = Barrier(threads)

        def late(*, had_code: bool, needs_approval: bool) -> DelegateState:
            all_have_looked.wait(timeout=30)
            return restored(had_code=had_code, needs_approval=needs_approval)

        monkeypatch.setattr(delegates, "_locked", unlocked)
        monkeypatch.setattr(delegates, "restored", late)

    return take_away


def test_a_delegate_restored_many_times_at_once_takes_one_place(conference: Conference) -> None:
    a_limited_category(conference, TIMES)
    assert entries_after(a_cancelled_delegate(conference)) == 1
    assert Quota.objects.get().used == 1


def test_control_without_the_lock_one_delegate_is_restored_many_times(
    conference: Conference, careless: Callable[[int], None]
) -> None:
    a_category(conference)
    delegate = a_cancelled_delegate(conference)
    careless(TIMES)
    assert entries_after(delegate) == TIMES


def restored_for_the_last_place(conference: Conference) -> list[str]:
    """Restore many delegates at once, for whom one place is left; return what became of each."""
    a_limited_category(conference, 1)
    gone = [a_cancelled_delegate(conference, f"林知{number}", email=f"{number}@example.com") for number in range(TIMES)]
    came = at_once(lambda number: press(gone[number]), times=TIMES)
    assert Quota.objects.get().used == Delegate.objects.filter(state=DelegateState.CONFIRMED).count() == 1
    return sorted(came)


def test_the_last_place_goes_to_one_of_many_who_are_restored_at_once(conference: Conference) -> None:
    assert restored_for_the_last_place(conference) == ["confirmed", *["full"] * (TIMES - 1)]
    assert Delegate.objects.filter(state=DelegateState.CANCELLED).count() == TIMES - 1


def test_control_with_places_read_before_the_lock_the_others_are_put_on_the_waiting_list(
    conference: Conference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delegates, "fill_places", lambda _category, now: Places(size=1, used=0))
    assert restored_for_the_last_place(conference) == ["confirmed", *["waitlisted"] * (TIMES - 1)]


def two_of_one_person(conference: Conference) -> list[Delegate]:
    """Return the two registrations of somebody who signed up and cancelled twice."""
    gone = [a_cancelled_delegate(conference, phone="+8613800002713") for _ in range(2)]
    assert gone[0].person == gone[1].person
    return gone


def test_of_two_registrations_of_one_person_one_is_restored(conference: Conference) -> None:
    a_category(conference)
    gone = two_of_one_person(conference)
    assert sorted(at_once(lambda number: press(gone[number]), times=2)) == ["confirmed", "registered_again"]


def test_control_without_the_lock_one_person_is_registered_twice(
    conference: Conference, careless: Callable[[int], None]
) -> None:
    a_category(conference)
    gone = two_of_one_person(conference)
    careless(2)
    assert at_once(lambda number: press(gone[number]), times=2) == ["confirmed", "confirmed"]
