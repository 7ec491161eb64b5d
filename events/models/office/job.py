"""Work that runs in a worker and that somebody waits for."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from events.models.conference import Conference
from toolkit.codes import secret_token


class JobState(models.TextChoices):
    """How far a job is. The queue's own row is deleted once a worker has taken it; this one stays."""

    QUEUED = "queued", "queued"
    RUNNING = "running", "running"
    DONE = "done", "done"
    FAILED = "failed", "failed"
    CANCELLED = "cancelled", "cancelled"


UNFINISHED = (JobState.QUEUED, JobState.RUNNING)
FILE_KEPT = timedelta(days=3)
"""How long a job's file can be downloaded. It names people, and can be made again."""


class Job(models.Model):
    """A job. `key` is unique among unfinished jobs, so the same request twice is one job."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, null=True, blank=True, related_name="jobs")
    code = models.CharField(max_length=32, unique=True, default=secret_token)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    failure = models.CharField(max_length=60, blank=True)
    failure_details = models.JSONField(default=dict)
    result_file = models.FileField(upload_to="jobs/", blank=True)
    result_name = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state__in=[state.value for state in UNFINISHED]),
                name="job_unfinished_key_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def file_expires_at(self) -> datetime:
        """When the job's file is deleted."""
        return (self.finished_at or self.asked_at) + FILE_KEPT

    def has_file(self, now: datetime) -> bool:
        """Whether the job's file can be downloaded: not before the job is done, nor after it has expired."""
        return bool(self.result_file) and self.state == JobState.DONE and now < self.file_expires_at
