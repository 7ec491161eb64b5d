"""The waiting list: whoever waits gets a free place before anybody who comes later."""

from datetime import datetime

from django.db import transaction

from events.models import Conference, User
from registration.models import Category, Delegate, DelegateState
from registration.operations.places import places_of
from registration.operations.states import move_to
from registration.queries.categories import waiting_for_same_places
from registration.rules.signup import Places
from toolkit.queue import enqueue

MOVE_UP = "registration.jobs.waiting.move_up"
MOST_AT_ONCE = 50
"""Delegates. A worker goes on with the others, so that nobody holds the lock on the conference for long."""


def fill_places(category: Category, *, now: datetime) -> Places | None:
    """Give the category's free places to those who wait for them, and return what is left; None without a quota.

    The portal does so itself whenever places may have become free and before anybody else gets one, but only while the
    conference takes registrations: nobody is confirmed by surprise before it opens or after it is over. Then the list
    stays, and the team moves people up. Runs in the caller's transaction, which holds the lock on the conference row.
    """
    places = places_of(category)
    conference = category.conference
    if not conference.takes_registrations or now >= conference.ends_at:
        return places
    waiting = places.waiting if places is not None else waiting_for_same_places(category).count()
    possible = waiting if places is None else min(waiting, places.free)
    if not possible:
        return places
    move_up(category, most=min(possible, MOST_AT_ONCE), by=None, now=now)
    if possible > MOST_AT_ONCE:
        enqueue(MOVE_UP, category.pk)
    return places_of(category)


def fill_on(pk: int, *, now: datetime) -> None:
    """Go on with `fill_places` for the category with this key, if it still exists."""
    with transaction.atomic():
        category = Category.objects.select_related("quota").filter(pk=pk).first()
        if category is not None:
            category.conference = Conference.objects.select_for_update(no_key=True).get(pk=category.conference_id)
            fill_places(category, now=now)


def move_up(category: Category, *, most: int, by: User | None, now: datetime) -> list[Delegate]:
    """Confirm the first `most` of those who wait for the category's places, and tell them. The caller has counted."""
    waiting = waiting_for_same_places(category).select_related("conference", "category", "registration", "person")
    moved = list(waiting[:most])
    for delegate in moved:
        move_to(delegate, DelegateState.CONFIRMED, deed="delegate.move_up", by=by, now=now)
    return moved
