"""A spreadsheet that waits between being looked at and being stored."""

from django.conf import settings
from django.db import models

from events.models.conference import Conference
from toolkit.codes import secret_token


class Upload(models.Model):
    """A file of one member: what would become of its rows (`report`), and when it was stored.

    It holds people's data: the content goes when it is stored, the rest with the next file of the kind or after a day.
    """

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="uploads")
    code = models.CharField(max_length=32, unique=True, default=secret_token)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200, blank=True)
    content = models.BinaryField()
    language = models.CharField(max_length=10)
    report = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    uploaded_at = models.DateTimeField()
    examined_at = models.DateTimeField(null=True, blank=True)
    stored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
