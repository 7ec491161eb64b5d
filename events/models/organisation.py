"""The host institution: the tenant that owns conferences, people and teams."""

from django.db import models

from toolkit.bilingual import Bilingual


class Organisation(models.Model):
    """An organisation. Its data is never visible to another one."""

    slug = models.SlugField(max_length=50, unique=True)
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    name = Bilingual("name")

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name.here or self.slug
