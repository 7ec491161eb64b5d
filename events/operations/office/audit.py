"""The audit log."""

from collections.abc import Mapping
from datetime import datetime

import structlog
from django.db.models import Model

from events.models import AuditEntry, Conference, Organisation, User
from toolkit.jsonable import Jsonable


def record(
    deed: str,
    subject: Model,
    *,
    organisation: Organisation | int,
    conference: Conference | None = None,
    by: User | None,
    now: datetime,
    details: Mapping[str, Jsonable] | None = None,
) -> AuditEntry:
    """Add an audit entry. Request id and IP address are taken from the logging context, if it has them."""
    context = structlog.contextvars.get_contextvars()
    return AuditEntry.objects.create(
        organisation_id=organisation if isinstance(organisation, int) else organisation.pk,
        conference=conference,
        by=by,
        deed=deed,
        subject=subject._meta.model_name or "",
        subject_key=str(subject.pk),
        details=dict(details or {}),
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
    details: Mapping[str, Jsonable] | None = None,
) -> AuditEntry:
    """Add an audit entry about something in a conference."""
    return record(
        deed,
        subject,
        organisation=conference.organisation_id,
        conference=conference,
        by=by,
        now=now,
        details=details,
    )
