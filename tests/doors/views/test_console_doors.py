import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from events.rules.office.roles import Role
from tests.builders.doors import a_checkpoint
from tests.builders.people import Cast

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
