"""Issue the codes of badges."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction

from events.models import Conference
from registration.models import Credential, Delegate
from registration.rules.credentials import conference_mark, new_code


def mark_of_conference(conference: Conference) -> str:
    """Return the four characters that all codes of this conference begin with; they never change."""
    return conference_mark(f"{conference.pk} {conference.created_at.astimezone(UTC):%Y%m%d%H%M%S}".encode())


@transaction.atomic
def issue_credential(delegate: Delegate, *, now: datetime) -> Credential:
    """Return the delegate's valid credential, making one if there is none."""
    Delegate.objects.select_for_update().get(pk=delegate.pk)
    valid = delegate.credentials.filter(revoked_at__isnull=True).first()
    return valid or new_credential(delegate, now=now)


def issue_first_credentials(delegates: Iterable[Delegate], conference: Conference, *, now: datetime) -> None:
    """Issue codes to delegates who were made in the caller's transaction and so have none yet."""
    mark = mark_of_conference(conference)
    Credential.objects.bulk_create(
        Credential(delegate=delegate, conference=conference, code=new_code(mark), issued_at=now)
        for delegate in delegates
    )


def new_credential(delegate: Delegate, *, now: datetime) -> Credential:
    """Make a credential for a delegate who has no valid one, in the caller's transaction."""
    code = new_code(mark_of_conference(delegate.conference))
    return Credential.objects.create(delegate=delegate, conference_id=delegate.conference_id, code=code, issued_at=now)
