from datetime import timedelta

import pytest
from django.db import transaction
from django_q.models import OrmQ

from events.models import Conference, ConferenceState, Letter
from registration.jobs import waiting as job
from registration.models import Category, Delegate, DelegateState, Quota
from registration.operations import waiting
from registration.operations.signup import sign_up
from registration.operations.waiting import fill_on, fill_places, move_up
from registration.queries.status import status_of
from registration.rules.signup import Places
from tests.builders.doors import a_category
from tests.builders.people import NOW, Cast
from tests.builders.signups import a_limited_category, a_sign_up
from toolkit import clock

pytestmark = pytest.mark.django_db
NAMES = ("林知远", "王伟", "李娜", "赵敏")


@pytest.fixture
def category(cast: Cast) -> Category:
    """Return a category with one place, which the first of NAMES holds; the others wait."""
    made = a_limited_category(cast.conference, 1)
    for minutes, name in enumerate(NAMES):
        sign_up(cast.conference, a_sign_up(name), by=None, now=NOW + timedelta(minutes=minutes))
    return made


def enlarge(size: int) -> None:
    Quota.objects.update(size=size)


def queued_parts() -> list[tuple[int, ...]]:
    """Return the arguments of the calls of the worker's function that are queued."""
    return [one.task["args"] for one in OrmQ.objects.all() if one.task["func"] == waiting.MOVE_UP]


def confirmed() -> list[str]:
    rows = Delegate.objects.filter(state=DelegateState.CONFIRMED)
    return list(rows.order_by("number").values_list("name", flat=True))


def test_free_places_go_to_those_who_wait_first_come_first(category: Category) -> None:
    enlarge(3)
    assert fill_places(category, now=NOW) == Places(size=3, used=3)
    assert confirmed() == ["林知远", "王伟", "李娜"]
    assert Quota.objects.get().used == 3


def test_what_is_left_after_that_is_for_others(category: Category) -> None:
    enlarge(6)
    assert fill_places(category, now=NOW) == Places(size=6, used=4)
    assert confirmed() == list(NAMES)


def test_without_a_free_place_nobody_moves_up(category: Category) -> None:
    assert fill_places(category, now=NOW) == Places(size=1, used=1)
    assert confirmed() == ["林知远"]
    assert Letter.objects.filter(kind="delegate_confirmed").count() == 1


def test_without_a_quota_everybody_moves_up(category: Category) -> None:
    Category.objects.update(quota=None)
    category.refresh_from_db()
    assert fill_places(category, now=NOW) is None
    assert confirmed() == list(NAMES)


@pytest.mark.parametrize("state", [ConferenceState.DRAFT, ConferenceState.CLOSED, ConferenceState.ARCHIVED])
def test_nobody_moves_up_by_themselves_unless_the_conference_takes_registrations(
    category: Category, state: ConferenceState
) -> None:
    enlarge(3)
    category.conference.state = state
    assert fill_places(category, now=NOW) == Places(size=3, used=1, waiting=3)
    assert confirmed() == ["林知远"]


def test_nobody_moves_up_by_themselves_after_the_conference(category: Category) -> None:
    enlarge(3)
    ends = category.conference.ends_at
    assert fill_places(category, now=ends) == Places(size=3, used=1, waiting=3)
    assert fill_places(category, now=ends - timedelta(seconds=1)) == Places(size=3, used=3)


def test_whoever_joined_the_list_later_waits_behind_the_others_whatever_their_number(category: Category) -> None:
    late = Delegate.objects.get(name="王伟")
    Delegate.objects.filter(pk=late.pk).update(decided_at=NOW + timedelta(days=1))
    late.refresh_from_db()
    assert (status_of(late).ahead, status_of(Delegate.objects.get(name="李娜")).ahead) == (2, 0)
    enlarge(2)
    fill_places(category, now=NOW)
    assert confirmed() == ["林知远", "李娜"]


def test_people_who_wait_for_other_places_stay(cast: Cast, category: Category) -> None:
    a_limited_category(cast.conference, 0, "press")
    sign_up(cast.conference, a_sign_up("苏念", category="press"), by=None, now=NOW)
    Quota.objects.filter(categories=category).update(size=9)
    fill_places(category, now=NOW)
    assert confirmed() == list(NAMES)


def test_a_long_list_is_moved_up_in_parts_by_a_worker(category: Category, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST_AT_ONCE", 2)
    enlarge(9)
    assert fill_places(category, now=NOW) == Places(size=9, used=3, waiting=1)
    assert confirmed() == ["林知远", "王伟", "李娜"]
    [queued] = queued_parts()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    job.move_up(*queued)
    assert confirmed() == list(NAMES)
    assert len(queued_parts()) == 1


def test_a_part_that_is_moved_up_twice_changes_nothing(category: Category) -> None:
    enlarge(2)
    for _ in range(2):
        fill_on(category.pk, now=NOW)
    assert (confirmed(), Quota.objects.get().used) == (["林知远", "王伟"], 2)
    assert Letter.objects.filter(kind="delegate_confirmed").count() == 2


def test_a_category_that_was_removed_since_is_no_fault(cast: Cast) -> None:
    category = a_category(cast.conference)
    key = category.pk
    category.delete()
    fill_on(key, now=NOW)


def test_no_more_move_up_than_were_asked_for(category: Category) -> None:
    enlarge(4)
    with transaction.atomic():
        Conference.objects.select_for_update().get(pk=category.conference_id)
        moved = move_up(category, most=2, by=None, now=NOW)
    assert [delegate.name for delegate in moved] == ["王伟", "李娜"]
