"""Places in quotas, and the states that delegates enter with or without one. Runs in the caller's transaction."""

from datetime import datetime

from django.db.models import Case, Count, F, IntegerField, Subquery, When

from registration.models import Category, Delegate, DelegateState, Quota
from registration.operations.credentials import issue_credential
from registration.queries.categories import waiting_for_same_places
from registration.rules.signup import Places, settle


def places_of(category: Category) -> Places | None:
    """Return the places of the category's quota and lock it until the transaction ends; None without a quota.

    Counts who waits for them, if any is free. One query.
    """
    if category.quota_id is None:
        return None
    waiting = waiting_for_same_places(category).order_by().values("conference").annotate(n=Count("pk")).values("n")
    if_free = When(used__lt=F("size"), then=Subquery(waiting, output_field=IntegerField()))
    quotas = Quota.objects.select_for_update(no_key=True).annotate(waiting=Case(if_free))
    size, used, n = quotas.values_list("size", "used", "waiting").get(pk=category.quota_id)
    return Places(size=size, used=used, waiting=n or 0)


def take_place(category: Category) -> bool:
    """Take one place by a conditional UPDATE; return False if none is left. Without a quota there always is one."""
    if category.quota_id is None:
        return True
    free = Quota.objects.filter(pk=category.quota_id, used__lt=F("size"))
    return free.update(used=F("used") + 1) == 1


def free_place(delegate: Delegate) -> None:
    """Free the delegate's place if they hold one. Concurrent calls free it once."""
    held = Delegate.objects.filter(pk=delegate.pk, holds_place=True).update(holds_place=False)
    delegate.holds_place = False
    if held and delegate.category.quota_id is not None:
        Quota.objects.filter(pk=delegate.category.quota_id, used__gt=0).update(used=F("used") - 1)


def take_places(quota: Quota, wanted: int) -> int:
    """Take up to `wanted` free places; return how many. Locks the quota until the transaction ends."""
    locked = Quota.objects.select_for_update(no_key=True).get(pk=quota.pk)
    taken = min(wanted, Places(size=locked.size, used=locked.used).free)
    if taken:
        Quota.objects.filter(pk=quota.pk, used__lte=F("size") - taken).update(used=F("used") + taken)
    return taken


def enter_state(delegate: Delegate, wanted: DelegateState, *, now: datetime) -> None:
    """Put the delegate into the wanted state, or on the waiting list if no place is left (`rules.signup.settle`).

    Takes a place and issues a code on confirmation; frees the place in every other state.
    """
    begin_in(delegate, wanted, now=now)
    if delegate.state != DelegateState.CONFIRMED:
        free_place(delegate)
    delegate.save(update_fields=["state", "holds_place", "decided_at"])
    if delegate.state == DelegateState.CONFIRMED:
        issue_credential(delegate, now=now)


def begin_in(delegate: Delegate, wanted: DelegateState, *, now: datetime) -> None:
    """Give the delegate the wanted state, and the place that it needs, or the waiting list. Stores only the place."""
    if wanted is DelegateState.CONFIRMED and not delegate.holds_place:
        delegate.holds_place = take_place(delegate.category)
    delegate.state = settle(wanted, has_place=delegate.holds_place)
    delegate.decided_at = None if delegate.state == DelegateState.APPLIED else now
