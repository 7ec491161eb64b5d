"""Register many delegates, with a number of queries that does not depend on how many they are."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from itertools import count

from events.models import Conference
from registration.models import Category, Delegate, DelegateState, Registration
from registration.operations.credentials import issue_first_credentials
from registration.operations.places import take_places
from registration.operations.signup import find_or_make_people, new_delegate, new_registration, next_number
from registration.operations.waiting import fill_places
from registration.rules.delegate_rows import OrderStatus
from registration.rules.enrolment import Enrolment
from registration.rules.signup import SignUp

CHUNK = 1000


def enrol(conference: Conference, enrolments: Sequence[Enrolment], *, now: datetime) -> Counter[DelegateState]:
    """Register the people in order, as `sign_up` does, and return the number of delegates by state.

    Runs in the caller's transaction, which must hold the lock on the conference row. People with a known source key are
    left out. Whoever waits comes before them. Sends no letters to those who are enrolled and writes no audit entry; the
    caller does.
    """
    enrolment = _Enrolling(conference, now=now)
    for start in range(0, len(enrolments), CHUNK):
        enrolment.add(enrolments[start : start + CHUNK])
    return enrolment.states


class _Enrolling:
    """The state of one enrolment: the categories, the next number, and the counts by state."""

    def __init__(self, conference: Conference, *, now: datetime) -> None:
        self.conference, self.now = conference, now
        self.categories = {one.code: one for one in conference.categories.select_related("quota")}
        self.numbers = count(next_number(conference))
        self.states: Counter[DelegateState] = Counter()

    def add(self, chunk: Sequence[Enrolment]) -> None:
        new = self._unknown(chunk)
        particulars = [one.sign_up.particulars for one in new]
        people = find_or_make_people(particulars, organisation_id=self.conference.organisation_id, now=self.now)
        registrations = [self._registration(one.sign_up) for one in new]
        Registration.objects.bulk_create(registrations)
        delegates = [self._delegate(one) for one in new]
        for delegate, registration, person in zip(delegates, registrations, people, strict=True):
            delegate.registration, delegate.person = registration, person
        self._place(delegates)
        Delegate.objects.bulk_create(delegates)
        confirmed = [one for one in delegates if one.state == DelegateState.CONFIRMED]
        issue_first_credentials(confirmed, self.conference, now=self.now)
        self.states.update(DelegateState(one.state) for one in delegates)

    def _unknown(self, chunk: Sequence[Enrolment]) -> list[Enrolment]:
        keys = [one.sign_up.source_key for one in chunk if one.sign_up.source_key]
        known = set(self.conference.delegates.filter(source_key__in=keys).values_list("source_key", flat=True))
        return [one for one in chunk if one.sign_up.source_key not in known]

    def _registration(self, sign_up: SignUp) -> Registration:
        return new_registration(sign_up, self.categories[sign_up.category], user=None, now=self.now)

    def _delegate(self, enrolment: Enrolment) -> Delegate:
        """Return a delegate who has applied, or waits for `_place` to give out the places."""
        category = self.categories[enrolment.sign_up.category]
        delegate = new_delegate(enrolment.sign_up, now=self.now)
        delegate.conference, delegate.category, delegate.number = self.conference, category, next(self.numbers)
        delegate.is_paid = enrolment.standing is not OrderStatus.NOT_PAID
        if enrolment.standing is OrderStatus.CONFIRMED:
            delegate.state, delegate.decided_at = DelegateState.WAITLISTED, self.now
        return delegate

    def _place(self, delegates: Sequence[Delegate]) -> None:
        """Confirm those who wait for a place, in order, until no place is left."""
        hopeful: dict[int | None, list[Delegate]] = defaultdict(list)
        for delegate in delegates:
            if delegate.state == DelegateState.WAITLISTED:
                hopeful[delegate.category.quota_id].append(delegate)
        for people in hopeful.values():
            for delegate in people[: self._places_for(people[0].category, len(people))]:
                delegate.state, delegate.holds_place = DelegateState.CONFIRMED, True

    def _places_for(self, category: Category, wanted: int) -> int:
        """Take up to `wanted` places that nobody waits for, and return how many."""
        places = fill_places(category, now=self.now)
        if category.quota is None or places is None:
            return wanted
        return take_places(category.quota, min(wanted, places.left))
