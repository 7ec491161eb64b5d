"""The categories that a new conference starts with: those of the conference it is a copy of, or a suggestion."""

from typing import Any

from events.extensions import NewConference
from events.models import Conference
from registration.models import Category, Quota

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
    """Copies quotas and categories, sale windows moved; without a source, suggests two categories."""
    if new.source is None:
        _suggest(new.conference)
    else:
        _copy_categories(new, new.source)


def _suggest(conference: Conference) -> None:
    for position, values in enumerate(SUGGESTED, start=1):
        Category.objects.create(conference=conference, position=position, **values)


def _copy_categories(new: NewConference, source: Conference) -> None:
    quotas = {
        quota.pk: Quota.objects.create(
            conference=new.conference, name_zh=quota.name_zh, name_en=quota.name_en, size=quota.size
        )
        for quota in source.quotas.all()
    }
    for category in source.categories.all():
        Category.objects.create(
            conference=new.conference,
            quota=quotas.get(category.quota_id or 0),
            on_sale_from=category.on_sale_from and category.on_sale_from + new.shift,
            on_sale_until=category.on_sale_until and category.on_sale_until + new.shift,
            **{name: getattr(category, name) for name in COPIED},
        )


COPIED = (
    *("code", "name_zh", "name_en", "description_zh", "description_en", "rights_zh", "rights_en", "price", "currency"),
    *("needs_approval", "is_public", "letter", "band_colour", "position"),
)
"""What a category's copy has in common with it."""
