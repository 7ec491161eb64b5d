"""Writing down who did what, in the same transaction as the deed."""

from datetime import datetime

import structlog
from django.db.models import Model

from events.models import AuditEntry, Conference, Organisation, User


def record(
    deed: str,
    subject: Model,
    *,
    organisation: Organisation | int,
    conference: Conference | None = None,
    by: User | None,
    now: datetime,
    details: dict[str, object] | None = None,
) -> AuditEntry:
    """Appends an entry. The request's id and address are taken from the log's context, where there is one."""
    context = structlog.contextvars.get_contextvars()
    return AuditEntry.objects.create(
        organisation_id=organisation if isinstance(organisation, int) else organisation.pk,
        conference=conference,
        by=by,
        deed=deed,
        subject=subject._meta.model_name or "",
        subject_key=str(subject.pk),
        details=details or {},
        request_id=str(context.get("request_id", "")),
        ip_address=context.get("ip") or None,
        at=now,
    )


def record_in(
    conference: Conference,
    deed: str,
    subject: Model,
    *,
    by: User | None,
    now: datetime,
    details: dict[str, object] | None = None,
) -> AuditEntry:
    """Appends an entry about something in a conference."""
    return record(
        deed,
        subject,
        organisation=conference.organisation_id,
        conference=conference,
        by=by,
        now=now,
        details=details,
    )
