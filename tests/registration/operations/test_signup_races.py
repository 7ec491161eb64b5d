"""Sign up concurrently on separate connections. A control without the condition shows that the race exists."""

from threading import Barrier

import pytest
from django_q.models import OrmQ

from events.models import Conference, Letter
from registration.models import Delegate, DelegateState, Quota
from registration.operations.delegates import cancel, confirm
from registration.operations.places import free_place, take_place
from registration.operations.signup import sign_up
from tests.builders.doors import a_category
from tests.builders.people import NOW, a_conference, an_organisation
from tests.builders.signups import a_limited_category, a_quota, a_sign_up
from tests.races import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PEOPLE = 12


def test_concurrent_sign_ups_never_exceed_the_quota_and_leave_no_gap_in_numbers() -> None:
    conference = a_conference(an_organisation())
    a_limited_category(conference, 3)

    def press(number: int) -> str:
        wanted = a_sign_up(f"林知{number}", email=f"{number}@example.com", request_key=f"{number}")
        return str(sign_up(conference, wanted, by=None, now=NOW).state)

    states = at_once(press, times=PEOPLE)
    assert sorted(states) == ["confirmed"] * 3 + ["waitlisted"] * 9
    assert Quota.objects.get().used == 3
    assert Delegate.objects.filter(holds_place=True).count() == 3
    assert list(Delegate.objects.order_by("number").values_list("number", flat=True)) == list(range(1, PEOPLE + 1))


def test_a_place_that_becomes_free_goes_to_whoever_waits_however_many_press_at_once() -> None:
    conference = a_conference(an_organisation())
    a_limited_category(conference, 2)
    first, _, waiting, _ = (_enter(conference, number) for number in range(4))

    def press(number: int) -> str:
        if number == 0:
            return str(cancel(first, by=None, now=NOW).state)
        return str(_enter(conference, 10 + number).state)

    assert sorted(at_once(press, times=PEOPLE)) == ["cancelled", *["waitlisted"] * (PEOPLE - 1)]
    waiting.refresh_from_db()
    assert (waiting.state, Quota.objects.get().used) == ("confirmed", 2)
    assert Delegate.objects.filter(holds_place=True).count() == 2


def test_control_a_place_that_is_freed_before_the_list_is_asked_goes_to_a_newcomer() -> None:
    category = a_limited_category(a_conference(an_organisation()), 1)
    first, waiting = (_enter(category.conference, number) for number in range(2))
    is_free, is_taken = Barrier(2), Barrier(2)

    def press(number: int) -> bool:
        if number == 0:
            free_place(Delegate.objects.select_related("category").get(pk=first.pk))
            is_free.wait(timeout=30)
            is_taken.wait(timeout=30)
            return take_place(category)
        is_free.wait(timeout=30)
        has_place = take_place(category)
        is_taken.wait(timeout=30)
        return has_place

    assert at_once(press, times=2) == [False, True]
    waiting.refresh_from_db()
    assert waiting.state == DelegateState.WAITLISTED


def _enter(conference: Conference, number: int) -> Delegate:
    wanted = a_sign_up(f"林知{number}", email=f"{number}@example.com", phone=f"+86138{number:08}")
    return sign_up(conference, wanted, by=None, now=NOW)


def test_the_condition_alone_protects_places_without_any_other_lock() -> None:
    category = a_limited_category(a_conference(an_organisation()), 3)
    taken = at_once(lambda _: take_place(category), times=PEOPLE)
    assert (taken.count(True), Quota.objects.get().used) == (3, 3)


def test_control_without_the_condition_the_quota_is_exceeded() -> None:
    quota = a_quota(a_conference(an_organisation()), 3)
    all_have_read = Barrier(PEOPLE)

    def take_carelessly(_: int) -> bool:
        seen = Quota.objects.get(pk=quota.pk)
        all_have_read.wait(timeout=30)
        if seen.used >= seen.size:
            return False
        Quota.objects.filter(pk=quota.pk).update(used=seen.used + 1)
        return True

    taken = at_once(take_carelessly, times=PEOPLE)
    assert taken.count(True) > 3
    assert Quota.objects.get().used < taken.count(True)


def test_the_same_request_sent_concurrently_makes_one_delegate_with_one_letter() -> None:
    conference = a_conference(an_organisation())
    a_limited_category(conference, 3)
    wanted = a_sign_up(request_key="pressed-twice")
    pressed = at_once(lambda _: sign_up(conference, wanted, by=None, now=NOW).pk, times=8)
    assert pressed == [Delegate.objects.get().pk] * 8
    assert (Quota.objects.get().used, Letter.objects.count(), OrmQ.objects.count()) == (1, 1, 1)


def test_concurrent_cancellations_free_a_place_once() -> None:
    conference = a_conference(an_organisation())
    a_limited_category(conference, 3)
    delegate = sign_up(conference, a_sign_up("林知远"), by=None, now=NOW)
    sign_up(conference, a_sign_up("王伟"), by=None, now=NOW)
    at_once(lambda _: cancel(delegate, by=None, now=NOW), times=8)
    assert Quota.objects.get().used == 1
    assert Letter.objects.filter(kind="delegate_cancelled").count() == 1


def test_applicants_confirmed_at_once_share_the_places_that_are_left() -> None:
    conference = a_conference(an_organisation())
    a_limited_category(conference, 2, needs_approval=True)
    applicants = [
        sign_up(conference, a_sign_up(f"林知{number}", email=f"{number}@example.com"), by=None, now=NOW)
        for number in range(6)
    ]
    at_once(lambda number: confirm(applicants[number], by=None, now=NOW), times=6)
    assert Delegate.objects.filter(state=DelegateState.CONFIRMED).count() == 2
    assert Delegate.objects.filter(state=DelegateState.WAITLISTED).count() == 4
    assert Quota.objects.get().used == 2


def test_concurrent_sign_ups_in_two_categories_leave_no_gap_in_numbers() -> None:
    conference = a_conference(an_organisation())
    a_category(conference, "delegate")
    a_category(conference, "student")

    def press(number: int) -> int:
        category = "delegate" if number % 2 else "student"
        wanted = a_sign_up(f"林知{number}", email=f"{number}@example.com", category=category)
        return sign_up(conference, wanted, by=None, now=NOW).number

    assert sorted(at_once(press, times=PEOPLE)) == list(range(1, PEOPLE + 1))
