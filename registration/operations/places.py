"""Places: taken one at a time and never beyond the quota, freed exactly once."""

from django.db.models import F

from registration.models import Category, Delegate, Quota
from registration.rules.capacity import Places


def places_of(category: Category) -> Places | None:
    """The places of the category's quota, locked until the transaction ends; None where there is no quota."""
    if category.quota_id is None:
        return None
    quota = Quota.objects.select_for_update(no_key=True).get(pk=category.quota_id)
    return Places(size=quota.size, used=quota.used)


def take_place(category: Category) -> bool:
    """Takes one place, by condition; False if none is left. Without a quota there always is one."""
    if category.quota_id is None:
        return True
    free = Quota.objects.filter(pk=category.quota_id, used__lt=F("size"))
    return free.update(used=F("used") + 1) == 1


def free_place(delegate: Delegate) -> None:
    """Gives the delegate's place back, if they hold one: of two who ask at once, one does it."""
    held = Delegate.objects.filter(pk=delegate.pk, holds_place=True).update(holds_place=False)
    delegate.holds_place = False
    if held and delegate.category.quota_id is not None:
        Quota.objects.filter(pk=delegate.category.quota_id, used__gt=0).update(used=F("used") - 1)


def take_places(quota: Quota, wanted: int) -> int:
    """Takes as many of the wanted places as are left; how many. The quota is locked until the transaction ends."""
    locked = Quota.objects.select_for_update(no_key=True).get(pk=quota.pk)
    taken = min(wanted, Places(size=locked.size, used=locked.used).left)
    if taken:
        Quota.objects.filter(pk=quota.pk, used__lte=F("size") - taken).update(used=F("used") + taken)
    return taken
