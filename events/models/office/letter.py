"""A letter to be sent by e-mail."""

from django.conf import settings
from django.db import models

from events.models.conference import Conference
from toolkit.codes import secret_token


class LetterState(models.TextChoices):
    """QUEUED, SENDING (claimed by one worker), then SENT, FAILED or, if its occasion no longer exists, DROPPED."""

    QUEUED = "queued", "queued"
    SENDING = "sending", "sending"
    SENT = "sent", "sent"
    FAILED = "failed", "failed"
    DROPPED = "dropped", "dropped"


class Letter(models.Model):
    """A row that workers claim, so that no letter is lost or sent twice. `key` names the occasion and is unique.

    `code` is part of the Message-ID, so that mail programs show a letter delivered twice only once.
    """

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, null=True, blank=True, related_name="letters")
    code = models.CharField(max_length=32, unique=True, default=secret_token)
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=64, blank=True)
    recipient = models.EmailField(max_length=254)
    language = models.CharField(max_length=10)
    context = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=LetterState.choices, default=LetterState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    queued_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-queued_at", "-pk"]
        indexes = [models.Index(fields=["state", "claimed_at"], name="letter_to_send")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
