"""Issuing the codes of badges, and keeping the table by which doors know them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.db import transaction

from events.models import Conference, User
from events.operations.audit import record
from registration.models import Credential, CredentialPrefix, Delegate, DoorDay
from registration.rules.credentials import conference_mark, new_code, new_salt, prefix_of

BATCH = 2000


def mark_of_conference(conference: Conference) -> str:
    """The four characters that open every code of this conference; the same for ever."""
    return conference_mark(f"{conference.pk} {conference.created_at.astimezone(UTC):%Y%m%d%H%M%S}".encode())


@transaction.atomic
def issue_credential(delegate: Delegate, *, now: datetime) -> Credential:
    """The delegate's valid credential, made where there is none. Letter, phone and badge all carry this one."""
    Delegate.objects.select_for_update().get(pk=delegate.pk)
    valid = delegate.credentials.filter(revoked_at__isnull=True).first()
    return valid or _make(delegate, now=now)


def issue_first_credentials(delegates: Iterable[Delegate], conference: Conference, *, now: datetime) -> None:
    """The codes of delegates who were made a moment ago, in the caller's transaction, and so have none."""
    mark = mark_of_conference(conference)
    Credential.objects.bulk_create(
        Credential(delegate=delegate, conference=conference, code=new_code(mark), issued_at=now)
        for delegate in delegates
    )


@transaction.atomic
def reissue_credential(delegate: Delegate, *, by: User | None, now: datetime) -> Credential:
    """A new code for a lost badge or another person; the old one is refused from now on. Writes an audit entry."""
    Delegate.objects.select_for_update().get(pk=delegate.pk)
    delegate.credentials.filter(revoked_at__isnull=True).update(revoked_at=now)
    credential = _make(delegate, now=now)
    organisation = delegate.conference.organisation_id
    record(
        "credential.reissue",
        credential,
        organisation=organisation,
        conference=delegate.conference,
        by=by,
        now=now,
        details={"delegate": delegate.code},
    )
    return credential


def _make(delegate: Delegate, *, now: datetime) -> Credential:
    code = new_code(mark_of_conference(delegate.conference))
    return Credential.objects.create(delegate=delegate, conference_id=delegate.conference_id, code=code, issued_at=now)


def open_door_day(conference: Conference, day: date) -> DoorDay:
    """The day's salt, made on first use; asking twice at once gives one."""
    door_day, _ = DoorDay.objects.get_or_create(conference=conference, day=day, defaults={"salt": new_salt()})
    return door_day


def complete_prefixes(door_day: DoorDay) -> int:
    """Adds what doors send for every code of the conference that has no prefix on this day yet; how many.

    The table follows from the codes: whoever issues one need not know of doors, and a lost table makes itself anew.
    """
    missing = Credential.objects.filter(conference_id=door_day.conference_id).exclude(
        pk__in=CredentialPrefix.objects.filter(door_day=door_day).values("credential_id")
    )
    salt = bytes(door_day.salt)
    rows = [
        CredentialPrefix(door_day=door_day, credential_id=key, prefix=prefix_of(code, salt=salt).hex())
        for key, code in missing.values_list("pk", "code")
    ]
    CredentialPrefix.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return len(rows)
