import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from doors.operations.devices import revoke
from doors.queries.desk import devices_of
from events.rules.office.roles import Role
from tests.builders.doors import a_checkpoint, a_device
from tests.builders.people import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("in_use", "is_told"), [(3, False), (4, True)])
def test_the_team_is_told_of_more_doors_than_sqlite_serves_at_once(
    cast: Cast, client: Client, in_use: int, *, is_told: bool
) -> None:
    for number in range(in_use):
        a_checkpoint(cast.conference, f"door-{number}")
    a_checkpoint(cast.conference, "unused", is_active=False)
    client.force_login(cast.members[Role.OWNER])
    page = client.get(reverse("console_doors", args=[cast.conference.slug])).content.decode()
    assert ("stores its data in SQLite" in page or "使用 SQLite 存储数据" in page) is (
        is_told and connection.vendor == "sqlite"
    )


def test_revoked_devices_come_last_on_every_database(cast: Cast) -> None:
    door = a_checkpoint(cast.conference)
    gone = a_device(door, name="A gone", key="gone")
    a_device(door, name="B in use", key="used")
    revoke(gone, by=None, now=NOW)
    assert [device.name for device in devices_of(cast.conference)] == ["B in use", "A gone"]


def test_without_doors_the_page_of_devices_leads_to_them_instead_of_asking_for_one(cast: Cast, client: Client) -> None:
    client.force_login(cast.members[Role.OWNER])
    address = reverse("console_devices", args=[cast.conference.slug])
    assert b'name="name"' not in client.get(address).content
    a_checkpoint(cast.conference)
    assert b'name="name"' in client.get(address).content
