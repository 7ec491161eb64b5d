"""Categories of delegates, and quotas that limit them."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from events.models import Conference
from toolkit.bilingual import Bilingual
from toolkit.codes import short_code


class Quota(models.Model):
    """A number of places shared by categories.

    `used` changes only by conditional UPDATEs, so the constraint below is only a safeguard.
    """

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="quotas")
    name_zh = models.CharField(max_length=100, blank=True)
    name_en = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField()
    used = models.PositiveIntegerField(default=0)
    name = Bilingual("name")

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(used__lte=F("size")), name="quota_not_exceeded")]

    def __str__(self) -> str:
        return self.name.here


class Category(models.Model):
    """A kind of delegate, such as student, invited guest, press or staff, with its price and sale window."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="categories")
    quota = models.ForeignKey(Quota, on_delete=models.PROTECT, null=True, blank=True, related_name="categories")
    code = models.CharField(max_length=16, default=short_code)
    name_zh = models.CharField(max_length=100, blank=True)
    name_en = models.CharField(max_length=100, blank=True)
    description_zh = models.CharField(max_length=300, blank=True)
    description_en = models.CharField(max_length=300, blank=True)
    rights_zh = models.CharField(max_length=300, blank=True)
    rights_en = models.CharField(max_length=300, blank=True)
    price = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))
    currency = models.CharField(max_length=3, default="CNY")
    on_sale_from = models.DateTimeField(null=True, blank=True)
    on_sale_until = models.DateTimeField(null=True, blank=True)
    needs_approval = models.BooleanField(default=False)
    is_public = models.BooleanField(default=True)
    letter = models.CharField(max_length=2, default="D")
    band_colour = models.CharField(max_length=7, default="#0E4B4D")
    position = models.PositiveIntegerField(default=0)
    name = Bilingual("name")
    description = Bilingual("description")
    rights = Bilingual("rights")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "code"], name="category_code_unique"),
            models.CheckConstraint(condition=Q(price__gte=0), name="category_price_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name.here
