"""The journal of the programme: each deed with the rows that it changed, so that it can be undone."""

from django.conf import settings
from django.db import models

from events.models.conference import Conference
from events.models.forum import Forum
from toolkit.bilingual import Bilingual


class Deed(models.Model):
    """One deed of one person. Its primary keys grow, so that an editor can ask what has happened since the last one.

    `rows` are `events.rules.journal.RowChange` as JSON. `undoes` is the deed that this one takes back or does again.
    """

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="deeds")
    kind = models.CharField(max_length=40)
    about_zh = models.CharField(max_length=200, blank=True)
    about_en = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    rows = models.JSONField(default=list)
    undoes = models.OneToOneField("self", on_delete=models.CASCADE, null=True, blank=True, related_name="undone")
    forums = models.ManyToManyField(Forum, related_name="+")
    about = Bilingual("about")

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["conference", "id"], name="deed_by_number"),
            models.Index(fields=["conference", "by", "id"], name="deed_by_person"),
        ]
