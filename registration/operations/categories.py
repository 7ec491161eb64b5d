"""Categories and the quotas that they share."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from events.access import authorise
from events.models import Conference, User
from events.operations.office.audit import record_in
from events.operations.office.changes import change_row, label_of, remove_row
from events.rules.office.roles import Right
from registration.models import Category, Quota
from registration.operations.waiting import fill_places
from registration.rules.categories import CategoryEdit, NewCategory, QuotaEdit


class QuotaTooSmall(Exception):
    """A quota would have fewer places than the `used` ones."""

    def __init__(self, used: int) -> None:
        super().__init__(used)
        self.used = used


@transaction.atomic
def add_categories(
    conference: Conference, categories: Iterable[NewCategory], *, by: User | None, now: datetime
) -> list[Category]:
    """Add categories behind the existing ones; one with a `size` gets a quota of its own."""
    authorise(by, Right.SET_UP, conference)
    last = conference.categories.aggregate(last=Max("position"))["last"] or 0
    added = [_add_category(conference, new, position=last + place) for place, new in enumerate(categories, start=1)]
    for category in added:
        record_in(conference, "add", category, by=by, now=now, details={"name": label_of(category)})
    return added


def _add_category(conference: Conference, new: NewCategory, *, position: int) -> Category:
    edit = new.edit
    if new.size is not None:
        quota = QuotaEdit(name_zh=edit.name_zh, name_en=edit.name_en, size=new.size)
        edit = replace(edit, quota_id=Quota.objects.create(conference=conference, **quota.columns()).pk)
    return Category.objects.create(conference=conference, position=position, **edit.columns())


@transaction.atomic
def change_category(category: Category, edit: CategoryEdit, *, by: User | None, now: datetime) -> None:
    """Change a category. With another quota, the places that its delegates hold move along, and whoever waits for
    places that are free now gets them.

    Raises QuotaTooSmall if the other quota has not that many free, and what `change_row` raises.
    """
    authorise(by, Right.SET_UP, category.conference)
    _lock_conference(category.conference_id)
    before = category.quota_id
    if edit.quota_id != before:
        _move_places(category, edit.quota_id)
    change_row(category, edit, conference=category.conference, by=by, now=now)
    if edit.quota_id != before:
        fill_places(Category.objects.select_related("conference").get(pk=category.pk), now=now)
        _fill_quota(before, now=now)


def _fill_quota(quota_id: int | None, *, now: datetime) -> None:
    """Give the free places of a quota to those who wait for them, in whichever of its categories."""
    category = Category.objects.select_related("conference").filter(quota=quota_id or 0).first()
    if category is not None:
        fill_places(category, now=now)


def _lock_conference(conference_id: int) -> None:
    # Sign-ups lock this row, so no place is taken or freed while places are counted.
    Conference.objects.select_for_update(no_key=True).get(pk=conference_id)


def _move_places(category: Category, quota_id: int | None) -> None:
    held = category.delegates.filter(holds_place=True).count()
    quotas = {row.pk: row for row in Quota.objects.select_for_update().filter(conference=category.conference_id)}
    before = quotas.get(category.quota_id or 0)
    after = quotas[quota_id] if quota_id else None
    if after is not None:
        if after.used + held > after.size:
            raise QuotaTooSmall(after.used + held)
        after.used += held
        after.save(update_fields=["used"])
    if before is not None:
        before.used = max(before.used - held, 0)
        before.save(update_fields=["used"])


@transaction.atomic
def remove_category(category: Category, *, by: User | None, now: datetime) -> None:
    """Remove a category; raises InUse while it has delegates or checkpoints ask for it."""
    authorise(by, Right.SET_UP, category.conference)
    remove_row(category, conference=category.conference, by=by, now=now)


@transaction.atomic
def add_quota(conference: Conference, edit: QuotaEdit, *, by: User | None, now: datetime) -> Quota:
    """Add a number of places for categories to share."""
    authorise(by, Right.SET_UP, conference)
    quota = Quota.objects.create(conference=conference, **edit.columns())
    record_in(conference, "add", quota, by=by, now=now, details={"name": label_of(quota), "size": quota.size})
    return quota


@transaction.atomic
def change_quota(quota: Quota, edit: QuotaEdit, *, by: User | None, now: datetime) -> None:
    """Change a quota; new places go to those who wait for them.

    Raises QuotaTooSmall for fewer places than are taken, and what `change_row` raises.
    """
    authorise(by, Right.SET_UP, quota.conference)
    _lock_conference(quota.conference_id)
    locked = Quota.objects.select_for_update().get(pk=quota.pk)
    if edit.size < locked.used:
        raise QuotaTooSmall(locked.used)
    change_row(quota, edit, conference=quota.conference, by=by, now=now)
    _fill_quota(quota.pk, now=now)


@transaction.atomic
def remove_quota(quota: Quota, *, by: User | None, now: datetime) -> None:
    """Remove a quota; raises InUse while categories share it."""
    authorise(by, Right.SET_UP, quota.conference)
    remove_row(quota, conference=quota.conference, by=by, now=now)
