"""The categories that a new conference starts with."""

from dataclasses import replace

from events.extensions import NewConference
from events.models import Conference
from registration.models import Category, Quota
from registration.rules.categories import CategoryEdit

SUGGESTED = (
    CategoryEdit(name_zh="正式代表", name_en="Delegate", letter="D", band_colour="#0E4B4D"),
    CategoryEdit(name_zh="特邀嘉宾", name_en="Invited guest", letter="V", band_colour="#A02D1A", is_public=False),
)


def furnish(new: NewConference) -> None:
    """Copy the quotas and categories of the source, with their sale windows moved; without a source, suggest two."""
    if new.source is None:
        _suggest(new.conference)
    else:
        _copy_categories(new, new.source)


def _suggest(conference: Conference) -> None:
    for position, edit in enumerate(SUGGESTED, start=1):
        Category.objects.create(conference=conference, position=position, **edit.columns())


def _copy_categories(new: NewConference, source: Conference) -> None:
    copies = {
        quota.pk: Quota.objects.create(
            conference=new.conference, name_zh=quota.name_zh, name_en=quota.name_en, size=quota.size
        )
        for quota in source.quotas.all()
    }
    for category in source.categories.all():
        edit = replace(
            CategoryEdit.of(category),
            quota_id=copies[category.quota_id].pk if category.quota_id else None,
            on_sale_from=category.on_sale_from and category.on_sale_from + new.shift,
            on_sale_until=category.on_sale_until and category.on_sale_until + new.shift,
        )
        Category.objects.create(
            conference=new.conference,
            code=category.code,
            currency=category.currency,
            position=category.position,
            **edit.columns(),
        )
