from datetime import timedelta

import pytest

from doors.queries.attendance import is_complete, silent_devices
from tests.builders.doors import a_checkpoint, a_device
from tests.builders.people import NOW, Cast

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
SILENT, FORGOTTEN = timedelta(minutes=2), timedelta(hours=12)


def test_a_device_is_silent_from_two_minutes_to_twelve_hours_after_its_last_contact(cast: Cast) -> None:
    door, theirs = a_checkpoint(cast.conference), a_checkpoint(cast.neighbours_conference)
    contacts = {
        "heard": NOW - SILENT,
        "silent": NOW - SILENT - SECOND,
        "silent for long": NOW - FORGOTTEN,
        "forgotten": NOW - FORGOTTEN - SECOND,
    }
    for name, at in contacts.items():
        a_device(door, name=name, key=name, at=at)
    a_device(theirs, name="theirs", key="theirs", at=NOW - FORGOTTEN)

    found = silent_devices(cast.conference.pk, now=NOW)

    assert [device.name for device in found] == ["silent for long", "silent"]
    assert not is_complete(cast.conference.pk, now=NOW)


def test_counts_are_complete_without_devices_and_while_the_silent_ones_are_revoked(cast: Cast) -> None:
    assert is_complete(cast.conference.pk, now=NOW)
    device = a_device(a_checkpoint(cast.conference), at=NOW - SILENT - SECOND)
    assert not is_complete(cast.conference.pk, now=NOW)
    device.revoked_at = NOW
    device.save()
    assert is_complete(cast.conference.pk, now=NOW)
