from dataclasses import replace

import pytest

from events.models import AuditEntry, Letter
from events.operations.office.changes import InUse
from events.rules.office.roles import Role
from registration.models import Category, Delegate, DelegateState, Quota
from registration.operations.categories import (
    QuotaTooSmall,
    add_categories,
    add_quota,
    change_category,
    change_quota,
    remove_category,
    remove_quota,
)
from registration.operations.signup import sign_up
from registration.rules.categories import CategoryEdit, NewCategory, QuotaEdit
from registration.rules.signup import Origin
from tests.builders.doors import a_category
from tests.builders.people import NOW, Cast
from tests.builders.signups import a_limited_category, a_quota, a_sign_up


def test_a_category_with_a_size_gets_a_quota_of_its_own(cast: Cast) -> None:
    lines = [
        NewCategory(edit=CategoryEdit(name_zh="正式代表", name_en="Delegate"), size=1500),
        NewCategory(edit=CategoryEdit(name_zh="媒体")),
    ]
    delegate, press = add_categories(cast.conference, lines, by=None, now=NOW)
    assert delegate.quota is not None
    assert (delegate.quota.size, delegate.quota.name_zh, press.quota) == (1500, "正式代表", None)


def test_added_categories_follow_the_others_and_are_recorded(cast: Cast) -> None:
    a_category(cast.conference, position=4)
    lines = [NewCategory(edit=CategoryEdit(name_zh=name)) for name in ("媒体", "学生")]
    organiser = cast.members[Role.ORGANISER]
    added = add_categories(cast.conference, lines, by=organiser, now=NOW)
    assert [row.position for row in added] == [5, 6]
    entries = AuditEntry.objects.order_by("pk").values_list("deed", "by", "details")
    assert list(entries) == [("add", organiser.pk, {"name": "媒体"}), ("add", organiser.pk, {"name": "学生"})]


def test_a_quota_is_added_and_recorded(cast: Cast) -> None:
    quota = add_quota(cast.conference, QuotaEdit(name_zh="名额", size=7), by=None, now=NOW)
    assert (quota.conference, quota.name_zh, quota.size, quota.used) == (cast.conference, "名额", 7, 0)
    assert AuditEntry.objects.get().details == {"name": "名额", "size": 7}


def test_a_category_may_leave_its_quota(cast: Cast) -> None:
    category = a_limited_category(cast.conference, 2)
    sign_up(cast.conference, a_sign_up(), by=None, now=NOW)
    change_category(category, replace(CategoryEdit.of(category), quota_id=None), by=None, now=NOW)
    category.refresh_from_db()
    assert (category.quota, Quota.objects.get().used) == (None, 0)


def test_places_can_move_to_another_quota_until_it_is_full(cast: Cast) -> None:
    category, other = a_limited_category(cast.conference, 2), a_quota(cast.conference, 1)
    sign_up(cast.conference, a_sign_up(), by=None, now=NOW)
    change_category(category, replace(CategoryEdit.of(category), quota_id=other.pk), by=None, now=NOW)
    other.refresh_from_db()
    assert (other.used, other.size) == (1, 1)


def test_an_unused_category_and_quota_are_removed(cast: Cast) -> None:
    category = a_limited_category(cast.conference, 2)
    assert category.quota is not None
    with pytest.raises(InUse) as refusal:
        remove_quota(category.quota, by=None, now=NOW)
    assert refusal.value.by == {"category": 1}
    remove_category(category, by=None, now=NOW)
    remove_quota(category.quota, by=None, now=NOW)
    assert not Category.objects.exists()
    assert not Quota.objects.exists()


def test_a_quota_cannot_be_smaller_than_the_places_taken(cast: Cast) -> None:
    category = a_limited_category(cast.conference, 2)
    sign_up(cast.conference, a_sign_up(), by=None, now=NOW)
    assert category.quota is not None
    with pytest.raises(QuotaTooSmall) as refusal:
        change_quota(category.quota, QuotaEdit(name_zh="名额", size=0), by=None, now=NOW)
    assert refusal.value.used == 1
    change_quota(category.quota, QuotaEdit(name_zh="名额", size=1), by=None, now=NOW)
    category.quota.refresh_from_db()
    assert (category.quota.size, category.quota.used) == (1, 1)


def test_places_move_along_to_another_quota_if_it_has_room(cast: Cast) -> None:
    category = a_limited_category(cast.conference, 2)
    before, small, large = category.quota, a_quota(cast.conference, 0), a_quota(cast.conference, 5)
    assert before is not None
    assert sign_up(cast.conference, a_sign_up(), by=None, now=NOW).state == DelegateState.CONFIRMED
    edit = CategoryEdit.of(category)
    with pytest.raises(QuotaTooSmall):
        change_category(category, replace(edit, quota_id=small.pk), by=None, now=NOW)
    change_category(category, replace(edit, quota_id=large.pk), by=None, now=NOW)
    for quota in (before, small, large):
        quota.refresh_from_db()
    assert [quota.used for quota in (before, small, large)] == [0, 0, 1]


def waiting_for(cast: Cast, size: int, *names: str) -> Category:
    """Return a category with `size` places, all taken, and the named people on its waiting list."""
    category = a_limited_category(cast.conference, size)
    for name in (*(f"王{place}" for place in range(size)), *names):
        assert sign_up(cast.conference, a_sign_up(name), by=None, now=NOW).state in {"confirmed", "waitlisted"}
    return category


def states(*names: str) -> list[str]:
    return [Delegate.objects.get(name=name).state for name in names]


def test_new_places_of_a_quota_go_to_those_who_wait(cast: Cast) -> None:
    category = waiting_for(cast, 1, "苏念", "顾远", "江宁")
    assert category.quota is not None
    change_quota(category.quota, QuotaEdit(name_zh="名额", size=3), by=cast.members[Role.OWNER], now=NOW)
    assert states("苏念", "顾远", "江宁") == ["confirmed", "confirmed", "waitlisted"]
    assert Quota.objects.get().used == 3
    assert Letter.objects.filter(kind="delegate_confirmed").count() == 3


def test_a_category_that_leaves_a_quota_leaves_its_places_to_those_who_wait(cast: Cast) -> None:
    category = waiting_for(cast, 1, "苏念")
    a_category(cast.conference, "student", quota=category.quota)
    sign_up(cast.conference, a_sign_up("顾远", category="student"), by=None, now=NOW)
    change_category(category, replace(CategoryEdit.of(category), quota_id=None), by=None, now=NOW)
    assert states("苏念", "顾远") == ["confirmed", "confirmed"]
    assert Quota.objects.get().used == 1


def test_a_category_that_joins_a_quota_with_free_places_brings_its_waiting_list(cast: Cast) -> None:
    category, other = waiting_for(cast, 1, "苏念", "顾远"), a_quota(cast.conference, 2)
    change_category(category, replace(CategoryEdit.of(category), quota_id=other.pk), by=None, now=NOW)
    assert states("苏念", "顾远") == ["confirmed", "waitlisted"]
    other.refresh_from_db()
    assert other.used == 2


def test_a_change_of_a_category_that_frees_no_place_moves_nobody_up(cast: Cast) -> None:
    category = waiting_for(cast, 1, "苏念")
    change_category(category, replace(CategoryEdit.of(category), name_zh="学员"), by=None, now=NOW)
    assert states("苏念") == ["waitlisted"]


def test_a_category_with_delegates_cannot_be_removed(cast: Cast) -> None:
    category = a_limited_category(cast.conference, 2)
    sign_up(cast.conference, a_sign_up(origin=Origin.TEAM), by=None, now=NOW)
    with pytest.raises(InUse) as refusal:
        remove_category(category, by=None, now=NOW)
    assert refusal.value.by == {"delegate": 1}
