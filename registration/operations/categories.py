"""Categories and the quotas that they share."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from events.models import Conference, User
from events.operations.office.audit import record_in
from events.operations.office.changes import change_row, label_of, remove_row
from registration.models import Category, Quota

SIZE = "size"


class QuotaTooSmall(Exception):  # noqa: N818 - a refusal, not an error
    """A quota cannot have fewer places than are taken: `used`."""

    def __init__(self, used: int) -> None:
        super().__init__(used)
        self.used = used


@transaction.atomic
def add_categories(
    conference: Conference, categories: Iterable[Mapping[str, object]], *, by: User | None, now: datetime
) -> list[Category]:
    """Adds categories behind those that are there; one with a `size` gets a quota of its own."""
    last = conference.categories.aggregate(last=Max("position"))["last"] or 0
    added = [
        _add_category(conference, {**values, "position": last + place})
        for place, values in enumerate(categories, start=1)
    ]
    for category in added:
        record_in(conference, "add", category, by=by, now=now, details={"name": label_of(category)})
    return added


def _add_category(conference: Conference, values: Mapping[str, object]) -> Category:
    columns = {name: value for name, value in values.items() if name != SIZE}
    size = values.get(SIZE)
    if isinstance(size, int):
        names = {name: columns[name] for name in ("name_zh", "name_en") if name in columns}
        columns["quota"] = Quota.objects.create(conference=conference, **names, size=size)
    return Category.objects.create(conference=conference, **columns)


@transaction.atomic
def change_category(category: Category, values: Mapping[str, object], *, by: User | None, now: datetime) -> None:
    """Changes a category. With another quota, the places that its delegates hold move along.

    Raises QuotaTooSmall if the other quota has not that many free.
    """
    _one_at_a_time(category.conference_id)
    quota = values.get("quota", category.quota)
    if quota != category.quota:
        _move_places(category, quota if isinstance(quota, Quota) else None)
    change_row(category, values, conference=category.conference, by=by, now=now)


def _one_at_a_time(conference_id: int) -> None:
    # Sign-ups of one conference stand in line at its row; whoever counts their places waits there too.
    Conference.objects.select_for_update(no_key=True).get(pk=conference_id)


def _move_places(category: Category, quota: Quota | None) -> None:
    held = category.delegates.filter(holds_place=True).count()
    quotas = {row.pk: row for row in Quota.objects.select_for_update().filter(conference=category.conference_id)}
    before = quotas.get(category.quota_id or 0)
    after = quotas[quota.pk] if quota else None
    if after is not None:
        if after.used + held > after.size:
            raise QuotaTooSmall(after.used + held)
        after.used += held
        after.save(update_fields=["used"])
    if before is not None:
        before.used = max(before.used - held, 0)
        before.save(update_fields=["used"])


def remove_category(category: Category, *, by: User | None, now: datetime) -> None:
    """Removes a category; raises InUse while it has delegates or doors ask for it."""
    remove_row(category, conference=category.conference, by=by, now=now)


@transaction.atomic
def add_quota(conference: Conference, values: Mapping[str, object], *, by: User | None, now: datetime) -> Quota:
    """Adds a number of places for categories to share."""
    quota = Quota.objects.create(conference=conference, **values)
    record_in(conference, "add", quota, by=by, now=now, details={"name": label_of(quota), "size": quota.size})
    return quota


@transaction.atomic
def change_quota(quota: Quota, values: Mapping[str, object], *, by: User | None, now: datetime) -> None:
    """Changes a quota; raises QuotaTooSmall for fewer places than are taken."""
    _one_at_a_time(quota.conference_id)
    locked = Quota.objects.select_for_update().get(pk=quota.pk)
    size = values.get(SIZE, locked.size)
    if isinstance(size, int) and size < locked.used:
        raise QuotaTooSmall(locked.used)
    change_row(quota, values, conference=quota.conference, by=by, now=now)


def remove_quota(quota: Quota, *, by: User | None, now: datetime) -> None:
    """Removes a quota; raises InUse while categories share it."""
    remove_row(quota, conference=quota.conference, by=by, now=now)
