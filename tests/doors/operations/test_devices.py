"""Pairing and revoking devices."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from doors.access import device_with
from doors.models import CredentialPrefix, Device, DevicePairing
from doors.operations.devices import Paired, PairingRefusal, PairingRefused, offer_pairing, open_doors, pair, revoke
from events.models import AuditEntry
from events.rules.office.roles import Role
from tests.builders.doors import Doors, a_checkpoint, the_doors
from tests.builders.people import NOW, Cast, a_member


def offered(doors: Doors) -> str:
    offer = offer_pairing(doors.conference, name="East gate", checkpoints=[doors.entrance], by=None, now=NOW)
    return offer.secret


def refusal_of(secret: str, *, after: timedelta = timedelta(0)) -> PairingRefusal:
    with pytest.raises(PairingRefused) as refused:
        pair(secret, now=NOW + after)
    return refused.value.refusal


def test_pairing_makes_a_device_with_its_own_key(doors: Doors) -> None:
    paired = pair(offered(doors), now=NOW)

    device = device_with(paired.key)
    assert device is not None
    assert (device.name, list(device.doors), device.is_revoked) == ("East gate", [doors.entrance.code], False)


def test_neither_secret_nor_key_is_stored(doors: Doors) -> None:
    secret = offered(doors)
    paired = pair(secret, now=NOW)

    stored = str(list(DevicePairing.objects.values())) + str(list(Device.objects.values()))
    assert secret not in stored
    assert paired.key not in stored
    assert min(len(secret), len(paired.key)) * 5 >= 128


def test_the_secret_is_in_the_fragment_of_the_address(doors: Doors) -> None:
    offer = offer_pairing(doors.conference, name="East", checkpoints=[doors.entrance], by=None, now=NOW)

    assert offer.path == f"/door/#pair={offer.secret}"


def test_an_offer_can_be_used_once(doors: Doors) -> None:
    secret = offered(doors)
    pair(secret, now=NOW)

    assert refusal_of(secret) is PairingRefusal.USED


def test_an_offer_expires_after_ten_minutes(doors: Doors) -> None:
    secret = offered(doors)

    assert refusal_of(secret, after=timedelta(minutes=10)) is PairingRefusal.EXPIRED
    assert pair(secret, now=NOW + timedelta(minutes=9, seconds=59)).device.name == "East gate"


@pytest.mark.parametrize("secret", ["", "WRONG", "x" * 10_000, "\x00", "邀请码"])
def test_an_unknown_secret_is_refused(doors: Doors, secret: str) -> None:
    assert refusal_of(secret) is PairingRefusal.UNKNOWN


def test_a_secret_may_be_typed_in_lower_case_with_spaces_and_dashes(doors: Doors) -> None:
    secret = offered(doors).lower()

    assert pair(f" {secret[:13]}-{secret[13:]} ", now=NOW).device.name == "East gate"


def test_a_device_cannot_be_offered_without_a_door(cast: Cast, doors: Doors) -> None:
    elsewhere = a_checkpoint(cast.conference)

    for checkpoints in ([], [elsewhere], [doors.entrance, elsewhere]):
        with pytest.raises(PairingRefused) as refused:
            offer_pairing(doors.conference, name="East", checkpoints=checkpoints, by=None, now=NOW)
        assert refused.value.refusal is PairingRefusal.NO_CHECKPOINT


def test_a_revoked_device_is_known_as_revoked(doors: Doors) -> None:
    revoke(doors.device, by=None, now=NOW)
    revoke(doors.device, by=None, now=NOW + timedelta(hours=1))

    device = device_with("north")
    assert device is not None
    assert device.is_revoked
    assert Device.objects.get(pk=doors.device.pk).revoked_at == NOW


def test_every_operation_writes_one_audit_entry(doors: Doors) -> None:
    lead = a_member(Role.DOOR_LEAD, organisation=doors.conference.organisation)
    offer = offer_pairing(doors.conference, name="East", checkpoints=[doors.entrance], by=lead, now=NOW)
    device = pair(offer.secret, now=NOW).device
    revoke(device, by=lead, now=NOW)
    revoke(device, by=lead, now=NOW)

    deeds = AuditEntry.objects.order_by("pk").values_list("deed", "by")
    assert list(deeds) == [("device.offer", lead.pk), ("device.pair", lead.pk), ("device.revoke", lead.pk)]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_devices_that_read_one_qr_code_at_once_pair_only_one() -> None:
    doors = the_doors()
    secret = offered(doors)
    barrier = threading.Barrier(4)

    def try_it(_: int) -> Paired | PairingRefusal:
        barrier.wait()
        try:
            return pair(secret, now=NOW)
        except PairingRefused as refused:
            return refused.refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(try_it, range(4)))

    assert results.count(PairingRefusal.USED) == 3
    assert Device.objects.filter(name="East gate").count() == 1


def test_a_device_gets_the_prefixes_of_today_and_tomorrow(doors: Doors) -> None:
    device = device_with(pair(offered(doors), now=NOW).key)
    assert device is not None

    days = open_doors(device, now=NOW)

    assert [day.day for day in days] == [NOW.date(), NOW.date() + timedelta(days=1)]
    assert [CredentialPrefix.objects.filter(door_day=day).count() for day in days] == [1, 1]
