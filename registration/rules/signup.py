"""Places in a quota, the offer of a category, and sign-ups. Page, API and import all make the same `SignUp`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from registration.rules.delegates import DelegateState
from registration.rules.particulars import Particulars


@dataclass(frozen=True)
class Places:
    """The size of a quota, the number of places taken, and the number of people who wait for one.

    `waiting` counts only while a place is free: without one it changes nothing, so nobody needs to count.
    """

    size: int
    used: int
    waiting: int = 0

    @property
    def free(self) -> int:
        """The number of places that nobody holds; 0 if the quota was made smaller than the number taken."""
        return max(0, self.size - self.used)

    @property
    def left(self) -> int:
        """The number of places for somebody who comes now: those that are free and that nobody waits for."""
        return max(0, self.free - self.waiting)

    @property
    def is_full(self) -> bool:
        """Whether somebody who comes now has to wait."""
        return self.left == 0


def allocate(places: Places | None, *, needs_approval: bool) -> DelegateState:
    """Return the state to ask for when somebody signs up or is approved. `places` is None if there is no quota.

    Applicants take no place until they are approved. Whoever waits comes before whoever signs up.
    """
    if needs_approval:
        return DelegateState.APPLIED
    if places is not None and places.is_full:
        return DelegateState.WAITLISTED
    return DelegateState.CONFIRMED


def settle(wanted: DelegateState, *, has_place: bool) -> DelegateState:
    """Return the state that somebody enters once it is known whether they hold a place.

    `allocate` says what to ask for; between that and taking the place the last one may go to somebody else. Whoever was
    to be confirmed is then put on the waiting list.
    """
    if wanted is DelegateState.CONFIRMED and not has_place:
        return DelegateState.WAITLISTED
    return wanted


class Origin(StrEnum):
    """Who enters the sign-up. The team may enter people whom the public page would refuse."""

    PUBLIC = "public"
    TEAM = "team"


@dataclass(frozen=True, kw_only=True)
class SignUp:
    """A request to register one person.

    `category` is the code of a category of the conference; `language` is that of the letters, "zh-hans" or "en". Two
    sign-ups with the same `request_key` (a form sent twice) or `source_key` (a file read twice) make one delegate.
    Either key may be empty.
    """

    category: str
    particulars: Particulars
    language: str = "zh-hans"
    request_key: str = ""
    source_key: str = ""
    origin: Origin = Origin.PUBLIC
    sends_letter: bool = True


class Offer(StrEnum):
    """What a category offers somebody who signs up now."""

    AVAILABLE = "available"
    ON_APPROVAL = "on_approval"
    WAITING_LIST = "waiting_list"
    BY_INVITATION = "by_invitation"
    NOT_YET = "not_yet"
    OVER = "over"

    @property
    def can_be_chosen(self) -> bool:
        """Whether somebody can sign up for the category."""
        return self in {Offer.AVAILABLE, Offer.ON_APPROVAL, Offer.WAITING_LIST}


@dataclass(frozen=True, kw_only=True)
class CategoryFacts:
    """The facts about a category that decide its offer. `on_sale_until` is the first instant after the sale."""

    is_public: bool
    needs_approval: bool
    on_sale_from: datetime | None
    on_sale_until: datetime | None
    places: Places | None


def offer_of(category: CategoryFacts, *, now: datetime) -> Offer:
    """Return what the category offers now."""
    if not category.is_public:
        return Offer.BY_INVITATION
    if category.on_sale_from is not None and now < category.on_sale_from:
        return Offer.NOT_YET
    if category.on_sale_until is not None and now >= category.on_sale_until:
        return Offer.OVER
    if category.needs_approval:
        return Offer.ON_APPROVAL
    if category.places is not None and category.places.is_full:
        return Offer.WAITING_LIST
    return Offer.AVAILABLE


class SignUpRefusal(StrEnum):
    """Why a sign-up is refused; the page and the API word it."""

    CONFERENCE_NOT_OPEN = "conference_not_open"
    CATEGORY_UNKNOWN = "category_unknown"
    BY_INVITATION = "by_invitation"
    NOT_YET = "not_yet"
    OVER = "over"
    ALREADY_REGISTERED = "already_registered"
    KEY_REUSED = "key_reused"
    """The request key was used before, for another person."""


REFUSALS: dict[Offer, SignUpRefusal] = {
    Offer.BY_INVITATION: SignUpRefusal.BY_INVITATION,
    Offer.NOT_YET: SignUpRefusal.NOT_YET,
    Offer.OVER: SignUpRefusal.OVER,
}
"""The refusal of a sign-up for each offer that cannot be chosen."""
