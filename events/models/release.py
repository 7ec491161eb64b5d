"""A published programme: numbered, and never changed."""

from django.conf import settings
from django.db import models

from events.models.conference import Conference
from toolkit.bilingual import Bilingual


class Release(models.Model):
    """One immutable JSON document in the shape of `events.rules.programme.Programme`."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    changes = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    note_zh = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    republishes = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    writes_letters = models.BooleanField(default=True)
    accepted_reason = models.CharField(max_length=500, blank=True)
    accepted_clashes = models.JSONField(default=list, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    published_at = models.DateTimeField()
    note = Bilingual("note")

    class Meta:
        ordering = ["conference", "-number"]
        constraints = [models.UniqueConstraint(fields=["conference", "number"], name="release_number_unique")]

    def __str__(self) -> str:
        return f"{self.conference_id} v{self.number}"
