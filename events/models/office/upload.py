"""A spreadsheet between upload and import."""

from django.conf import settings
from django.db import models

from events.models.conference import Conference
from events.models.forum import Forum
from toolkit.codes import secret_token


class Upload(models.Model):
    """A spreadsheet that one member has uploaded, with the report on its rows.

    It names people, so `content` is emptied once it is stored, and the row is deleted after a day or when the same
    member uploads another file of this kind. `encoding` is what the member chose for a text whose encoding was unsure.
    The agenda of one forum has that `forum`, and the member's `answers` to what is asked about its rows.
    """

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="uploads")
    code = models.CharField(max_length=32, unique=True, default=secret_token)
    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, null=True, blank=True, related_name="uploads")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200, blank=True)
    content = models.BinaryField()
    encoding = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10)
    answers = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    uploaded_at = models.DateTimeField()
    examined_at = models.DateTimeField(null=True, blank=True)
    stored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
