"""Facts about a conference that an import of delegates needs."""

from collections.abc import Sequence

from events.models import Conference
from registration.models import Category
from registration.rules.delegate_rows import ImportFacts, Known, category_key

USUAL_NAMES = (
    *("参会代表", "正式代表", "普通代表", "一般代表", "代表", "参会者", "参会人员", "参会人", "普通参会者", "与会代表"),
    *("delegate", "participant", "attendee", "regular", "generaladmission", "standard"),
)
"""Common names of the ordinary category, as `category_key` folds them."""


def import_facts(conference: Conference, *, creates_categories: bool) -> ImportFacts:
    """Return the categories by their names in both languages, and all existing delegates; two queries."""
    people = conference.delegates.values_list("name", "email", "phone", "source_key")
    return ImportFacts(
        slug=conference.slug,
        categories=category_codes(list(conference.categories.all())),
        known=tuple(
            Known(name=name, email=email, phone=phone, source_key=key)
            for name, email, phone, key in people.iterator(chunk_size=5000)
        ),
        creates_categories=creates_categories,
    )


def category_codes(categories: Sequence[Category]) -> dict[str, str]:
    """Return the codes of categories by their names, folded by `category_key`; the first of two equal names counts.

    If a category has one of USUAL_NAMES, all of them mean that category.
    """
    codes: dict[str, str] = {}
    for category in categories:
        for name in filter(None, (category.name_zh, category.name_en)):
            codes.setdefault(category_key(name), category.code)
    usual = _named_as_usual(categories)
    return codes if usual is None else dict.fromkeys(USUAL_NAMES, usual.code) | codes


def usual_category(conference: Conference) -> Category | None:
    """Return the category for rows without one: one of the USUAL_NAMES, else the first public one, else the first."""
    categories = list(conference.categories.all())
    public = [one for one in categories if one.is_public]
    return _named_as_usual(categories) or next(iter([*public, *categories]), None)


def _named_as_usual(categories: Sequence[Category]) -> Category | None:
    named = ({category_key(one.name_zh), category_key(one.name_en)} for one in categories)
    usual = set(USUAL_NAMES)
    return next((one for one, names in zip(categories, named, strict=True) if names & usual), None)
