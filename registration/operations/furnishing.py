"""What a new conference has from the start: a copy's categories and doors, or a suggestion."""

from typing import Any

from events.extensions import NewConference
from events.models import Conference
from registration.models import Category, Checkpoint, CheckpointKind, Quota

SUGGESTED: tuple[dict[str, Any], ...] = (
    {"name_zh": "正式代表", "name_en": "Delegate", "letter": "D", "band_colour": "#0E4B4D"},
    {
        "name_zh": "特邀嘉宾",
        "name_en": "Invited guest",
        "letter": "V",
        "band_colour": "#A02D1A",
        "is_public": False,
    },
)


def furnish(new: NewConference) -> None:
    """Copies quotas, categories and doors, hours moved; without a source, suggests two categories and the entrance."""
    if new.source is None:
        _suggest(new.conference)
    else:
        _copy_doors(new, new.source, _copy_categories(new, new.source))


def _suggest(conference: Conference) -> None:
    for position, values in enumerate(SUGGESTED, start=1):
        Category.objects.create(conference=conference, position=position, **values)
    Checkpoint.objects.create(conference=conference, name_zh="主入口", name_en="Main entrance", position=1)


def _copy_categories(new: NewConference, source: Conference) -> dict[int, Category]:
    quotas = {
        quota.pk: Quota.objects.create(
            conference=new.conference, name_zh=quota.name_zh, name_en=quota.name_en, size=quota.size
        )
        for quota in source.quotas.all()
    }
    copies: dict[int, Category] = {}
    for category in source.categories.all():
        copies[category.pk] = Category.objects.create(
            conference=new.conference,
            quota=quotas.get(category.quota_id or 0),
            on_sale_from=category.on_sale_from and category.on_sale_from + new.shift,
            on_sale_until=category.on_sale_until and category.on_sale_until + new.shift,
            **{name: getattr(category, name) for name in COPIED},
        )
    return copies


COPIED = (
    *("code", "name_zh", "name_en", "description_zh", "description_en", "rights_zh", "rights_en", "price", "currency"),
    *("needs_approval", "is_public", "letter", "band_colour", "position"),
)
"""What a category's copy has in common with it."""


def _copy_doors(new: NewConference, source: Conference, categories: dict[int, Category]) -> None:
    # A closed door is that of a session, and sessions are not copied.
    doors = source.checkpoints.exclude(kind=CheckpointKind.CLOSED).filter(session__isnull=True)
    for door in doors.prefetch_related("categories"):
        copy = Checkpoint.objects.create(
            conference=new.conference,
            room=new.rooms.get(door.room_id or 0),
            opens_at=door.opens_at and door.opens_at + new.shift,
            closes_at=door.closes_at and door.closes_at + new.shift,
            **{name: getattr(door, name) for name in DOOR_COPIED},
        )
        copy.categories.set(categories[category.pk] for category in door.categories.all())


DOOR_COPIED = ("name_zh", "name_en", "kind", "direction", "re_entry", "capacity", "position", "is_active")
"""What a door's copy has in common with it."""
