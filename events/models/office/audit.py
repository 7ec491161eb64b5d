"""The audit log: who did what to what, when and from where."""

from django.conf import settings
from django.db import models

from events.models.conference import Conference
from events.models.organisation import Organisation


class AuditEntry(models.Model):
    """One entry, written in the transaction of what it records. Entries are never changed."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="audit_entries")
    conference = models.ForeignKey(
        Conference, on_delete=models.SET_NULL, null=True, blank=True, related_name="audit_entries"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    deed = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)
    ip_address = models.GenericIPAddressField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["organisation", "-at"], name="audit_by_time")]

    def __str__(self) -> str:
        return f"{self.deed} {self.subject} {self.subject_key}"
