"""What an import of delegates has to know beforehand."""

from django.db.models import QuerySet

from events.models import Conference
from registration.models import Category
from registration.rules.delegate_rows import ImportFacts, Known, category_key

USUAL_NAMES = ("参会代表", "普通代表", "代表", "delegate", "participant", "attendee")


def import_facts(conference: Conference, *, creates_categories: bool) -> ImportFacts:
    """The categories by their names in both languages, and everybody who is a delegate. Two statements."""
    people = conference.delegates.values_list("name", "email", "phone", "source_key")
    return ImportFacts(
        slug=conference.slug,
        categories=category_codes(conference.categories.all()),
        known=tuple(
            Known(name=name, email=email, phone=phone, source_key=key)
            for name, email, phone, key in people.iterator(chunk_size=5000)
        ),
        creates_categories=creates_categories,
    )


def category_codes(categories: QuerySet[Category]) -> dict[str, str]:
    """The code of each category by its names, folded by `category_key`; of two of one name the first."""
    codes: dict[str, str] = {}
    for category in categories:
        for name in filter(None, (category.name_zh, category.name_en)):
            codes.setdefault(category_key(name), category.code)
    return codes


def usual_category(conference: Conference) -> Category | None:
    """What somebody is registered as when a list does not say: the one called delegate, else the first public one."""
    categories = list(conference.categories.all())
    named = [one for one in categories if {category_key(one.name_zh), category_key(one.name_en)} & set(USUAL_NAMES)]
    public = [one for one in categories if one.is_public]
    return next(iter([*named, *public, *categories]), None)
