"""The review page: double admissions and quarantined records."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from doors.operations.devices import revoke
from events.rules.office.roles import Role
from tests.builders.doors import Doors, Scanner, an_attempt, the_doors
from tests.builders.people import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_nine")


@pytest.fixture
def doors(cast: Cast) -> Doors:
    return the_doors(cast.conference)


def page(cast: Cast, role: Role = Role.OWNER, show: str = "") -> str:
    client = Client()
    client.force_login(cast.members[role])
    client.cookies["django_language"] = "en"
    answer = client.get(reverse("console_attendance_review", args=[cast.conference.slug]), {"show": show})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_double_admission_is_listed_with_both_entries(cast: Cast, doors: Doors) -> None:
    Scanner("north").send(an_attempt(doors, at=NOW - timedelta(minutes=9)))
    Scanner("south").send(an_attempt(doors, verdict="admit", reason="ok", at=NOW - timedelta(minutes=3)))
    text = page(cast)
    assert "16 April, 09:03</time> · North gate" in text
    assert "16 April, 09:09</time> · South gate" in text
    assert doors.delegate.name in text
    assert doors.delegate.name not in page(cast, Role.DOOR_STAFF)


def test_a_record_of_a_revoked_device_is_listed_with_the_badges_holder(cast: Cast, doors: Doors) -> None:
    assert "Nothing is quarantined." in page(cast, show="apart")
    attempt = an_attempt(doors)
    revoke(doors.device, by=None, now=NOW)
    Scanner("north").send(attempt)
    text = page(cast, show="apart")
    assert "the device was revoked" in text
    assert doors.delegate.name in text


def test_records_of_another_organisation_are_not_listed(cast: Cast) -> None:
    theirs = the_doors(cast.neighbours_conference, prefix="theirs-")
    revoke(theirs.device, by=None, now=NOW)
    Scanner("theirs-north").send(an_attempt(theirs))
    assert "Nothing is quarantined." in page(cast, show="apart")
