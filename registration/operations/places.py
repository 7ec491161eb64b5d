"""Take and free places in quotas, without ever exceeding them."""

from django.db.models import F

from registration.models import Category, Delegate, Quota
from registration.rules.capacity import Places


def places_of(category: Category) -> Places | None:
    """Return the places of the category's quota and lock it until the transaction ends; None without a quota."""
    if category.quota_id is None:
        return None
    quota = Quota.objects.select_for_update(no_key=True).get(pk=category.quota_id)
    return Places(size=quota.size, used=quota.used)


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
    """Take up to `wanted` places; return how many. Locks the quota until the transaction ends."""
    locked = Quota.objects.select_for_update(no_key=True).get(pk=quota.pk)
    taken = min(wanted, Places(size=locked.size, used=locked.used).left)
    if taken:
        Quota.objects.filter(pk=quota.pk, used__lte=F("size") - taken).update(used=F("used") + taken)
    return taken
