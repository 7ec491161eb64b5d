"""Invite delegates to sessions by invitation."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from events.access import authorise
from events.models import Session, User
from events.operations.office.audit import record_in
from events.rules.office.roles import Right
from registration.models import Delegate, Invitation
from toolkit.jsonable import Jsonable


@transaction.atomic
def invite(session: Session, delegates: Iterable[Delegate], *, by: User | None, now: datetime) -> int:
    """Put delegates on the list, also those taken off before; return how many were not on it."""
    authorise(by, Right.EDIT_DELEGATES, session)
    invited = 0
    for delegate in delegates:
        row, is_new = Invitation.objects.get_or_create(
            session=session, delegate=delegate, defaults={"invited_by": by, "invited_at": now}
        )
        if not is_new and row.withdrawn_at is None:
            continue
        if not is_new:
            row.invited_by, row.invited_at, row.withdrawn_at = by, now, None
            row.save(update_fields=["invited_by", "invited_at", "withdrawn_at"])
        invited += 1
        _record("invite", row, by=by, now=now)
    return invited


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User | None, now: datetime) -> None:
    """Take a delegate off the list; doing it twice changes nothing."""
    authorise(by, Right.EDIT_DELEGATES, invitation.session)
    if Invitation.objects.filter(pk=invitation.pk, withdrawn_at__isnull=True).update(withdrawn_at=now):
        _record("withdraw", invitation, by=by, now=now)


def _record(deed: str, row: Invitation, *, by: User | None, now: datetime) -> None:
    details: dict[str, Jsonable] = {"session": row.session.code, "delegate": row.delegate.number}
    record_in(row.session.conference, deed, row, by=by, now=now, details=details)
