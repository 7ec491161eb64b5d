"""Replacing the code of a lost badge."""

from datetime import datetime

from django.db import transaction

from events.access import authorise
from events.models import User
from events.operations.office.audit import record_in
from events.rules.office.roles import Right
from registration.models import Credential, Delegate, DelegateState
from registration.operations.credentials import new_credential
from registration.operations.delegates import DelegateRefused
from registration.operations.state_letters import tell_reissue
from registration.rules.delegates import DelegateRefusal


@transaction.atomic
def reissue_credential(lost: Credential, *, by: User | None, now: datetime) -> Credential:
    """Revoke a code and issue another one to the same delegate; write the letter and an audit entry.

    Doors refuse the old code from now on. Asking again for the same lost code returns the one that replaced it and
    changes nothing. Raises Denied, and DelegateRefused for a delegate who is not confirmed.
    """
    authorise(by, Right.EDIT_DELEGATES, lost.conference)
    # Doors lock this row too: a scan sees the code either before it is revoked or after.
    delegate = Delegate.objects.select_for_update(of=("self",)).select_related("conference").get(pk=lost.delegate_id)
    if delegate.state != DelegateState.CONFIRMED:
        raise DelegateRefused(DelegateRefusal.NOT_POSSIBLE)
    revoked = delegate.credentials.filter(pk=lost.pk, revoked_at__isnull=True).update(revoked_at=now)
    if not revoked:
        return delegate.credentials.get(revoked_at__isnull=True)
    credential = new_credential(delegate, now=now)
    details = {"delegate": delegate.code}
    record_in(delegate.conference, "credential.reissue", credential, by=by, now=now, details=details)
    tell_reissue(credential, by=by, now=now)
    return credential
