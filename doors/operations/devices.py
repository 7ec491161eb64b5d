"""Pairing devices, revoking them, and giving them what they need for a day."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction

from doors.access import hashed
from doors.models import Checkpoint, Device, DevicePairing, DoorDay
from doors.operations.doordays import complete_prefixes, open_door_day
from doors.queries.doors import Pass
from events.access import authorise
from events.models import Conference, User
from events.operations.office.audit import record
from events.rules.office.roles import Right
from toolkit.codes import secret_token
from toolkit.jsonable import Jsonable

OFFER_HOLDS = timedelta(minutes=10)
LONGEST_SECRET = 64


class PairingRefusal(StrEnum):
    """Why a pairing is refused."""

    NO_CHECKPOINT = "no_checkpoint"
    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"


class PairingRefused(Exception):
    """The pairing is refused; `refusal` says why."""

    def __init__(self, refusal: PairingRefusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


@dataclass(frozen=True, kw_only=True)
class PairingOffer:
    """A pairing that waits for a device, with its secret. Only the hash of the secret is stored."""

    pairing: DevicePairing
    secret: str

    @property
    def path(self) -> str:
        """The path in the QR. The secret is in the fragment, which browsers do not send, so no server logs it."""
        return f"/door/#pair={self.secret}"


@dataclass(frozen=True, kw_only=True)
class Paired:
    """A device that has just been paired, with its key. Only the hash of the key is stored."""

    device: Device
    key: str


@transaction.atomic
def offer_pairing(
    conference: Conference, *, name: str, checkpoints: Collection[Checkpoint], by: User | None, now: datetime
) -> PairingOffer:
    """Offer to become a device at these checkpoints, for ten minutes and once. Writes an audit entry.

    Raises PairingRefused without checkpoints, or with one of another conference.
    """
    authorise(by, Right.MANAGE_DEVICES, conference)
    if not checkpoints or any(checkpoint.conference_id != conference.pk for checkpoint in checkpoints):
        raise PairingRefused(PairingRefusal.NO_CHECKPOINT)
    secret = secret_token()
    pairing = DevicePairing.objects.create(
        conference=conference,
        name=name,
        secret_hash=hashed(secret),
        offered_by=by,
        offered_at=now,
        expires_at=now + OFFER_HOLDS,
    )
    pairing.checkpoints.set(checkpoints)
    _audit("device.offer", pairing, conference, by=by, now=now, details={"name": name})
    return PairingOffer(pairing=pairing, secret=secret)


@transaction.atomic
def pair(secret: str, *, now: datetime) -> Paired:
    """Make the device that was offered, with a key of its own. Writes an audit entry. Raises PairingRefused."""
    pairing = DevicePairing.objects.select_related("conference").filter(secret_hash=hashed(_plain(secret))).first()
    if pairing is None:
        raise PairingRefused(PairingRefusal.UNKNOWN)
    if pairing.expires_at <= now:
        raise PairingRefused(PairingRefusal.EXPIRED)
    # If two devices read the same QR at once, the condition lets one of them through.
    if not DevicePairing.objects.filter(pk=pairing.pk, used_at__isnull=True).update(used_at=now):
        raise PairingRefused(PairingRefusal.USED)
    key = secret_token()
    device = Device.objects.create(
        conference=pairing.conference,
        name=pairing.name,
        key_hash=hashed(key),
        paired_at=now,
        paired_by=pairing.offered_by,
    )
    device.checkpoints.set(pairing.checkpoints.all())
    DevicePairing.objects.filter(pk=pairing.pk).update(device=device)
    _audit("device.pair", device, pairing.conference, by=pairing.offered_by, now=now, details={"name": device.name})
    return Paired(device=device, key=key)


@transaction.atomic
def revoke(device: Device, *, by: User | None, now: datetime) -> None:
    """Revoke a device: records that it still sends are kept for review and count nowhere. Writes an audit entry.

    Revoking it again changes nothing.
    """
    authorise(by, Right.MANAGE_DEVICES, device.conference)
    if Device.objects.filter(pk=device.pk, revoked_at__isnull=True).update(revoked_at=now):
        device.revoked_at = now
        _audit("device.revoke", device, device.conference, by=by, now=now, details={"name": device.name})


@transaction.atomic
def open_doors(device: Pass, *, now: datetime) -> list[DoorDay]:
    """Return the event days of today and tomorrow, with the prefixes of all codes stored."""
    conference = Conference.objects.get(pk=device.conference)
    today = device.calendar.day_of(now)
    days = [open_door_day(conference, day) for day in (today, today + timedelta(days=1))]
    for day in days:
        complete_prefixes(day)
    return days


def _plain(secret: str) -> str:
    return re.sub(r"[\s-]+", "", secret[:LONGEST_SECRET]).upper()


def _audit(
    deed: str,
    subject: Device | DevicePairing,
    conference: Conference,
    *,
    by: User | None,
    now: datetime,
    details: Mapping[str, Jsonable],
) -> None:
    record(
        deed, subject, organisation=conference.organisation_id, conference=conference, by=by, now=now, details=details
    )
