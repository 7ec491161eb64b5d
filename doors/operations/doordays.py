"""Event days with their salts, and the prefixes of credentials on them."""

from datetime import date

from doors.models import CredentialPrefix, DoorDay
from events.models import Conference
from registration.models import Credential
from registration.rules.credentials import new_salt, prefix_of

BATCH = 2000


def open_door_day(conference: Conference, day: date) -> DoorDay:
    """Return the event day, made with a new salt on first use; two requests at once get the same one."""
    door_day, _ = DoorDay.objects.get_or_create(conference=conference, day=day, defaults={"salt": new_salt()})
    return door_day


def complete_prefixes(door_day: DoorDay) -> int:
    """Store a prefix for every credential of the conference that has none on this day; return how many were missing.

    Prefixes follow from codes and salt, so issuing a credential need not store them.
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
