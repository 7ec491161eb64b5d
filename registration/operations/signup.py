"""A delegate signs up."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from events.models import Conference, User
from events.operations.office.audit import record
from events.rules.names import search_keys, sort_pinyin
from registration.models import Category, Delegate, DelegateState, Registration
from registration.operations.letters import tell_state
from registration.operations.people import find_or_make_person
from registration.operations.places import places_of
from registration.operations.states import enter_state
from registration.queries.categories import category_facts
from registration.rules.capacity import allocate
from registration.rules.delegates import LIVE
from registration.rules.signup import REFUSALS, Origin, SignUp, SignUpRefusal, offer_of


class SignUpRefused(Exception):  # noqa: N818 - a turn of events, not an error
    """Somebody cannot sign up, or not so; the page and the API word the reason."""

    def __init__(self, reason: SignUpRefusal) -> None:
        super().__init__(reason)
        self.reason = reason


def sign_up(conference: Conference, sign_up: SignUp, *, by: User | None, now: datetime) -> Delegate:
    """The delegate of this sign-up: confirmed, on the waiting list, or applied where the category needs approval.

    One transaction: the person is found or made, a place taken, the next number given, the code issued, the
    audit entry and the letter written. The same request or source key again, even at once, is the same delegate
    and nothing else happens. Raises SignUpRefused.
    """
    with transaction.atomic():
        # Sign-ups of one conference stand in line here: keys, numbers and people need no other lock.
        conference = Conference.objects.select_for_update(no_key=True).get(pk=conference.pk)
        known = _known(conference, sign_up)
        if known is not None:
            return known
        category = _chosen(conference, sign_up, now=now)
        delegate = _entered(conference, category, sign_up, by=by, now=now)
        needs_approval = category.needs_approval and sign_up.origin is Origin.PUBLIC
        state = allocate(places_of(category), needs_approval=needs_approval)
        enter_state(delegate, state, now=now)
        record(
            "delegate.sign_up",
            delegate,
            organisation=conference.organisation_id,
            conference=conference,
            by=by,
            now=now,
            details={"state": delegate.state, "category": category.code, "origin": sign_up.origin.value},
        )
        if sign_up.sends_letter:
            tell_state(delegate, conference=conference, by=by, now=now)
    return delegate


def _known(conference: Conference, sign_up: SignUp) -> Delegate | None:
    """Whom the same request or the same line of a file made before."""
    delegates = conference.delegates.select_related("registration", "category", "person")
    if sign_up.source_key:
        return delegates.filter(source_key=sign_up.source_key).first()
    if not sign_up.request_key:
        return None
    known = delegates.filter(registration__request_key=sign_up.request_key).first()
    if known is not None and (known.name, known.registration.contact_email) != (sign_up.name, sign_up.email):
        raise SignUpRefused(SignUpRefusal.KEY_REUSED)
    return known


def _chosen(conference: Conference, sign_up: SignUp, *, now: datetime) -> Category:
    """The category, if it can be had; a team may enter people outside the sale and by invitation."""
    category = conference.categories.select_related("quota").filter(code=sign_up.category).first()
    if category is None:
        raise SignUpRefused(SignUpRefusal.CATEGORY_UNKNOWN)
    if sign_up.origin is Origin.TEAM:
        return category
    if not conference.takes_registrations:
        raise SignUpRefused(SignUpRefusal.CONFERENCE_NOT_OPEN)
    refusal = REFUSALS.get(offer_of(category_facts(category), now=now))
    if refusal is not None:
        raise SignUpRefused(refusal)
    return category


def _entered(
    conference: Conference, category: Category, sign_up: SignUp, *, by: User | None, now: datetime
) -> Delegate:
    """The rows of the person, the registration and the delegate, with the next number."""
    person = find_or_make_person(sign_up, organisation_id=conference.organisation_id, now=now)
    public = sign_up.origin is Origin.PUBLIC
    if public and conference.delegates.filter(person=person, state__in=LIVE).exists():
        raise SignUpRefused(SignUpRefusal.ALREADY_REGISTERED)
    registration = new_registration(sign_up, category, user=by if public else None, now=now)
    registration.save()
    delegate = new_delegate(sign_up, category, number=next_number(conference), now=now)
    delegate.conference, delegate.registration, delegate.person = conference, registration, person
    delegate.save()
    return delegate


def new_registration(sign_up: SignUp, category: Category, *, user: User | None, now: datetime) -> Registration:
    """The registration of one sign-up, not yet stored."""
    return Registration(
        conference_id=category.conference_id,
        user=user,
        contact_email=sign_up.email,
        contact_phone=sign_up.phone,
        language=sign_up.language,
        request_key=sign_up.request_key,
        price=category.price,
        currency=category.currency,
        created_at=now,
    )


def new_delegate(sign_up: SignUp, category: Category, *, number: int, now: datetime) -> Delegate:
    """The delegate of one sign-up, not yet stored: without person, registration, place and code."""
    return Delegate(
        conference_id=category.conference_id,
        category=category,
        number=number,
        state=DelegateState.APPLIED,
        name=sign_up.name,
        name_latin=sign_up.name_latin,
        institution_zh=sign_up.institution_zh,
        institution_en=sign_up.institution_en,
        post_zh=sign_up.post_zh,
        post_en=sign_up.post_en,
        email=sign_up.email,
        phone=sign_up.phone,
        note=sign_up.note,
        search_keys=search_keys(sign_up.name, sign_up.name_latin),
        sort_pinyin=sort_pinyin(sign_up.name, sign_up.name_latin),
        source_key=sign_up.source_key,
        created_at=now,
    )


def next_number(conference: Conference) -> int:
    """One more than the highest: without gaps, because the conference's row is locked."""
    highest = conference.delegates.aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1
