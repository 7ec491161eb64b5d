"""Categories, quotas, registrations, delegates and the codes of their badges."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from events.models import Conference, Person, User
from portal.demo import reading
from portal.demo.delegates import PlannedDelegate
from portal.demo.dice import dice, seeded_code
from portal.demo.reading import CategoryText
from registration.models import Category, Credential, Delegate, DelegateState, Quota, Registration
from registration.operations.credentials import mark_of_conference
from registration.rules.credentials import new_code
from registration.rules.particulars import Particulars

DECIDED_AFTER = timedelta(hours=5)
HOLD_A_PLACE = frozenset({DelegateState.CONFIRMED})
HAVE_A_CODE = frozenset({DelegateState.CONFIRMED, DelegateState.CANCELLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedDelegates:
    """The categories by code, and the delegates with their credentials in the order of the plan."""

    categories: dict[str, Category]
    delegates: list[Delegate]
    credentials: dict[int, Credential]


def load_delegates(
    conference: Conference, plan: tuple[PlannedDelegate, ...], persons: list[Person], users: dict[str, User]
) -> LoadedDelegates:
    """Everybody who registered; `persons` are theirs, in the same order. Credentials are by delegate's key."""
    categories = _categories(conference, plan)
    registrations = _registrations(conference, plan, categories, users)
    delegates = [
        _delegate(delegate, number, person, registrations[delegate.party], categories[delegate.category])
        for number, (delegate, person) in enumerate(zip(plan, persons, strict=True), start=1)
    ]
    Delegate.objects.bulk_create(delegates)
    return LoadedDelegates(categories=categories, delegates=delegates, credentials=_credentials(conference, delegates))


def _categories(conference: Conference, plan: tuple[PlannedDelegate, ...]) -> dict[str, Category]:
    texts = reading.categories()
    quota_of = {category.code: category.quota for category in texts.categories}
    used = {quota.key: 0 for quota in texts.quotas} | {"": 0}
    for delegate in plan:
        used[quota_of[delegate.category]] += delegate.state in HOLD_A_PLACE
    quotas = {
        quota.key: Quota(
            conference=conference,
            name_zh=quota.name_zh,
            name_en=quota.name_en,
            size=quota.size or used[quota.key],
            used=used[quota.key],
        )
        for quota in texts.quotas
    }
    Quota.objects.bulk_create(quotas.values())
    rows = [
        _category(category, conference, quotas.get(category.quota), place)
        for place, category in enumerate(texts.categories)
    ]
    return {category.code: category for category in Category.objects.bulk_create(rows)}


def _category(category: CategoryText, conference: Conference, quota: Quota | None, place: int) -> Category:
    return Category(
        conference=conference,
        quota=quota,
        code=category.code,
        name_zh=category.name_zh,
        name_en=category.name_en,
        description_zh=category.description_zh,
        description_en=category.description_en,
        rights_zh=category.rights_zh,
        rights_en=category.rights_en,
        price=Decimal(category.price),
        needs_approval=category.needs_approval,
        is_public=category.is_public,
        letter=category.letter,
        band_colour=category.band_colour,
        position=place,
    )


def _registrations(
    conference: Conference,
    plan: tuple[PlannedDelegate, ...],
    categories: dict[str, Category],
    users: dict[str, User],
) -> dict[str, Registration]:
    rows: dict[str, Registration] = {}
    for delegate in plan:
        price = categories[delegate.category].price
        if delegate.party in rows:
            rows[delegate.party].price += price
            continue
        rows[delegate.party] = Registration(
            conference=conference,
            code=seeded_code("registration", delegate.party),
            access_key=seeded_code("access", conference.pk, delegate.party, length=26),
            browser_key="",
            user=users.get(delegate.contact),
            contact_email=delegate.contact,
            contact_phone=delegate.phone,
            language=delegate.language,
            price=price,
            created_at=_registered_at(conference, delegate),
        )
    Registration.objects.bulk_create(rows.values())
    return rows


def _registered_at(conference: Conference, delegate: PlannedDelegate) -> datetime:
    """Return a time this long before nine o'clock on the first day."""
    opening = datetime.combine(conference.starts_on, time(9), tzinfo=conference.zone)
    return (opening - delegate.before).astimezone(UTC)


def _delegate(
    delegate: PlannedDelegate, number: int, person: Person, registration: Registration, category: Category
) -> Delegate:
    decided = delegate.state not in {DelegateState.APPLIED, DelegateState.WAITLISTED}
    wait = DECIDED_AFTER if category.needs_approval or delegate.state is DelegateState.CANCELLED else timedelta()
    return Delegate(
        conference_id=registration.conference_id,
        registration=registration,
        person=person,
        category=category,
        code=seeded_code("delegate", number),
        number=number,
        state=delegate.state.value,
        holds_place=delegate.state in HOLD_A_PLACE,
        created_at=registration.created_at,
        decided_at=registration.created_at + wait if decided else None,
    ).describe(_particulars(delegate))


def _particulars(delegate: PlannedDelegate) -> Particulars:
    return Particulars(
        name=delegate.name,
        name_latin=delegate.name_latin,
        institution_zh=delegate.institution.zh,
        institution_en=delegate.institution.en,
        post_zh=delegate.post.zh,
        post_en=delegate.post.en,
        email=delegate.email,
        phone=delegate.phone,
    )


def _credentials(conference: Conference, delegates: list[Delegate]) -> dict[int, Credential]:
    mark, chance = mark_of_conference(conference), dice("credentials")
    rows = [
        Credential(
            delegate=delegate,
            conference=conference,
            code=new_code(mark, randbelow=chance.randrange),
            issued_at=delegate.decided_at or delegate.created_at,
        )
        for delegate in delegates
        if delegate.state in HAVE_A_CODE
    ]
    return {credential.delegate_id: credential for credential in Credential.objects.bulk_create(rows)}
