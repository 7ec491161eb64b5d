"""Sign up a delegate, and know the person behind them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, Q

from events.access import authorise
from events.models import Conference, Person, User
from events.operations.office.audit import record
from events.operations.office.changes import fill
from events.rules.office.roles import Right
from registration.models import Category, Delegate, DelegateState, Registration
from registration.operations.credentials import new_credential
from registration.operations.places import begin_in
from registration.operations.state_letters import tell_first_state
from registration.operations.waiting import fill_places
from registration.queries.categories import category_facts
from registration.rules.delegates import LIVE
from registration.rules.particulars import FollowingPerson, KnownPeople, Particulars
from registration.rules.signup import REFUSALS, Origin, SignUp, SignUpRefusal, allocate, offer_of


class SignUpRefused(Exception):
    """A sign-up is refused; the page and the API word the reason.

    `known` is the delegate who is registered already. Only they may be told so: everybody else gets the answer that a
    new sign-up gets (`operations.links.tell_known`).
    """

    def __init__(self, reason: SignUpRefusal, *, known: Delegate | None = None) -> None:
        super().__init__(reason)
        self.reason, self.known = reason, known


def sign_up(conference: Conference, details: SignUp, *, by: User | None, now: datetime) -> Delegate:
    """Register one person and return the delegate: confirmed, waitlisted, or applied if the category needs approval.

    Finds or creates the person, takes a place unless somebody waits for it, gives the next number, issues the code, and
    writes the audit entry and the letter, all in one transaction. A repeated request or source key, even a concurrent
    one, returns the same delegate and does nothing else. Raises SignUpRefused, and Denied if the team's right is
    missing.
    """
    if details.origin is Origin.TEAM:
        authorise(by, Right.EDIT_DELEGATES, conference)
    known = _known(conference, details)
    if known is not None:
        return known
    try:
        return _register(conference, details, by=by, now=now)
    except (SignUpRefused, IntegrityError):
        # The same request may have come twice at once. The other one was first, and this one stored nothing.
        known = _known(conference, details)
        if known is None:
            raise
        return known


def _register(conference: Conference, details: SignUp, *, by: User | None, now: datetime) -> Delegate:
    # Before the lock, as reading a name in pinyin may take longer than all that follows.
    delegate = new_delegate(details, now=now)
    with transaction.atomic():
        # Lock the conference row. Sign-ups then run one at a time, so places, numbers and people need no lock of their
        # own. Each query from here on delays everybody else who signs up.
        conference = Conference.objects.select_for_update(no_key=True).get(pk=conference.pk)
        delegate.conference = conference
        delegate.category = category = _chosen(conference, details, now=now)
        _enter(delegate, details, by=by, now=now)
        record(
            "delegate.sign_up",
            delegate,
            organisation=conference.organisation_id,
            conference=conference,
            by=by,
            now=now,
            details={"state": delegate.state, "category": category.code, "origin": details.origin.value},
        )
        if details.sends_letter:
            tell_first_state(delegate, by=by, now=now)
    return delegate


def _enter(delegate: Delegate, details: SignUp, *, by: User | None, now: datetime) -> None:
    """Store the person, the registration, the delegate in the state that the places allow, and the code."""
    is_public = details.origin is Origin.PUBLIC
    conference, category = delegate.conference, delegate.category
    delegate.person = _person(conference, details, now=now)
    delegate.registration = new_registration(details, category, user=by if is_public else None, now=now)
    delegate.registration.save()
    delegate.number = next_number(conference)
    needs_approval = category.needs_approval and is_public
    begin_in(delegate, allocate(fill_places(category, now=now), needs_approval=needs_approval), now=now)
    delegate.save()
    if delegate.state == DelegateState.CONFIRMED:
        new_credential(delegate, now=now)


def _known(conference: Conference, details: SignUp) -> Delegate | None:
    """Return the delegate whom an earlier request with the same key made."""
    delegates = Delegate.objects.select_related("registration", "category", "person")
    if details.source_key:
        return delegates.filter(conference=conference, source_key=details.source_key).first()
    if not details.request_key:
        return None
    # By the registration's conference, not by the delegate's: so begins the index of the keys, which has no empty ones.
    keyed = delegates.filter(registration__conference=conference, registration__request_key=details.request_key)
    known = keyed.exclude(registration__request_key="").first()
    if known is not None and not _asks_for(details, known):
        raise SignUpRefused(SignUpRefusal.KEY_REUSED)
    return known


def _asks_for(details: SignUp, known: Delegate) -> bool:
    """Return whether a repeated request is about the same person."""
    asked = details.particulars
    return (asked.name, asked.email) == (known.name, known.registration.contact_email)


def _chosen(conference: Conference, details: SignUp, *, now: datetime) -> Category:
    """Return the chosen category if it is on offer. The team may ignore sale windows and invitations."""
    category = conference.categories.select_related("quota").filter(code=details.category).first()
    if category is None:
        raise SignUpRefused(SignUpRefusal.CATEGORY_UNKNOWN)
    if details.origin is Origin.TEAM:
        return category
    if not conference.takes_registrations:
        raise SignUpRefused(SignUpRefusal.CONFERENCE_NOT_OPEN)
    refusal = REFUSALS.get(offer_of(category_facts(category), now=now))
    if refusal is not None:
        raise SignUpRefused(refusal)
    return category


def _person(conference: Conference, details: SignUp, *, now: datetime) -> Person:
    """Return the person who signs up, stored. Nobody signs themselves up twice."""
    known = KnownPeople(_reached([details.particulars], organisation_id=conference.organisation_id)).find(
        details.particulars
    )
    if known is None:
        made = _follow(Person(organisation_id=conference.organisation_id, created_at=now), details.particulars)
        made.save()
        return made
    if details.origin is Origin.PUBLIC:
        _refuse_known(conference, known)
    return known


def _refuse_known(conference: Conference, person: Person) -> None:
    live = conference.delegates.filter(person=person, state__in=LIVE)
    known = live.select_related("registration", "conference").first()
    if known is not None:
        raise SignUpRefused(SignUpRefusal.ALREADY_REGISTERED, known=known)


def new_registration(details: SignUp, category: Category, *, user: User | None, now: datetime) -> Registration:
    """Return the registration of a sign-up, not yet stored."""
    return Registration(
        conference_id=category.conference_id,
        user=user,
        contact_email=details.particulars.email,
        contact_phone=details.particulars.phone,
        language=details.language,
        request_key=details.request_key,
        price=category.price,
        currency=category.currency,
        created_at=now,
    )


def new_delegate(details: SignUp, *, now: datetime) -> Delegate:
    """Return the delegate of a sign-up, not yet stored, without number, place and code and without other rows."""
    return Delegate(state=DelegateState.APPLIED, source_key=details.source_key, created_at=now).describe(
        details.particulars
    )


def next_number(conference: Conference) -> int:
    """Return the next number. The caller holds the lock on the conference row, so there are no gaps."""
    highest = conference.delegates.aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


def find_or_make_people(many: Sequence[Particulars], *, organisation_id: int, now: datetime) -> list[Person]:
    """Return the person behind each of the particulars, in order; those whom the organisation does not know are stored.

    `rules.particulars` says who is the same person, also within `many`. One query, and one INSERT if somebody is new.
    """
    known = KnownPeople(_reached(many, organisation_id=organisation_id))
    people, new = [], []
    for particulars in many:
        person = known.find(particulars)
        if person is None:
            person = _follow(Person(organisation_id=organisation_id, created_at=now), particulars)
            known.add(person)
            new.append(person)
        people.append(person)
    Person.objects.bulk_create(new)
    return people


def _reached(many: Sequence[Particulars], *, organisation_id: int) -> Iterable[Person]:
    """Return the stored people who share a name and a contact with one of `many`, oldest first."""
    emails = {one.email for one in many if one.email}
    phones = {one.phone for one in many if one.phone}
    if not emails and not phones:
        return []
    people = Person.objects.filter(organisation_id=organisation_id, name__in={one.name for one in many})
    return people.filter(Q(email__in=emails) | Q(phone__in=phones)).order_by("pk")


def correct_person(delegate: Delegate) -> None:
    """Take a corrected delegate's data over to the person, unless the person is known by them in another role."""
    person = delegate.person
    if person.delegates.count() > 1 or person.speakers.exists():
        return
    _follow(person, delegate.particulars).save(update_fields=FollowingPerson.names())


def _follow(person: Person, particulars: Particulars) -> Person:
    fill(person, FollowingPerson.following(particulars), columns=FollowingPerson.names())
    return person
