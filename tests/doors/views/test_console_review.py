"""The review page: double admissions, overrides, doubtful times and quarantined records."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from doors.operations.devices import revoke
from doors.queries.review import overrides, to_review
from events.rules.office.roles import Role
from registration.operations.credentials import issue_credential
from tests.builders.doors import Doors, Json, Scanner, a_delegate, a_follower, an_attempt, prefix_on, the_doors
from tests.builders.people import NOW, Cast, signed_in

pytestmark = pytest.mark.usefixtures("at_nine")


@pytest.fixture
def doors(cast: Cast) -> Doors:
    return the_doors(cast.conference)


def page(cast: Cast, role: Role = Role.OWNER, show: str = "") -> str:
    client = signed_in(cast.members[role])
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


NOT_INVITED = "VIP without a list"


def let_in_all_the_same(doors: Doors, fields: Json | None = None, *, prefix: str | None = None) -> None:
    """Send a refusal at the closed door and what a supervisor decided instead."""
    attempt = an_attempt(doors, doors.closed_door)
    attempt |= {"prefix": prefix or attempt["prefix"]}
    override = a_follower("override", attempt, verdict="admit", supervisor="周领班", note=NOT_INVITED)
    answers = Scanner("closed").send(attempt, override | (fields or {}))
    assert [answer["outcome"] for answer in answers] == ["recorded", "recorded"]


def text_of(cast: Cast, name: str, *arguments: str) -> str:
    client = signed_in(cast.members[Role.OWNER])
    return client.get(reverse(name, args=[cast.conference.slug, *arguments])).content.decode()


def test_an_override_is_in_the_review_list_in_attendance_and_on_the_delegates_page(cast: Cast, doors: Doors) -> None:
    assert "Nobody was let in against a verdict." in page(cast, show="overrides")
    let_in_all_the_same(doors)
    texts = [
        page(cast, show="overrides"),
        text_of(cast, "console_attendance"),
        text_of(cast, "console_delegate", doors.delegate.code),
    ]
    for text in texts:
        assert f"周领班 · {NOT_INVITED}" in text
        assert "Refused" in text
        assert "not invited" in text
    assert "Then let in" in texts[1]
    assert "Then let in" in texts[2]
    assert to_review(cast.conference) == 1


@pytest.mark.parametrize(
    ("fields", "listed"),
    [
        ({"supervisor": "", "note": "identity"}, 1),  # staff against the server's refusal
        ({"verdict": "refuse"}, 0),
        ({"note": "host"}, 1),
    ],
)
def test_only_who_was_let_in_is_listed(cast: Cast, doors: Doors, fields: Json, listed: int) -> None:
    let_in_all_the_same(doors, fields)
    assert len(overrides(cast.conference)) == to_review(cast.conference) == listed


def test_an_answer_to_a_door_that_asks_is_not_to_be_reviewed(cast: Cast, doors: Doors) -> None:
    attempt = an_attempt(doors)
    Scanner("north").send(attempt, a_follower("override", attempt, verdict="admit", note="identity"))
    assert to_review(cast.conference) == 0
    assert "Identity checked by document" in text_of(cast, "console_attendance")


def test_a_doubtful_time_is_listed_with_the_devices_and_marked(cast: Cast, doors: Doors) -> None:
    assert "No time is doubtful." in page(cast, show="doubtful")
    Scanner("north").send(an_attempt(doors, device_time="2099-04-16T01:00:00Z"))
    text = page(cast, show="doubtful")
    assert "16 April 2099" in text
    assert "16 April, 09:12" in text
    assert "doubtful time" in text_of(cast, "console_attendance")
    assert "doubtful time" in text_of(cast, "console_delegate", doors.delegate.code)
    assert to_review(cast.conference) == 1


def one_of_each(doors: Doors) -> None:
    """Make one row of every list, for a delegate of its own."""
    badge = issue_credential(a_delegate(doors.conference, doors.category), now=NOW)
    prefix = prefix_on(badge, NOW.date())
    Scanner("north").send(an_attempt(doors, prefix=prefix, device_time="2099-04-16T01:00:00Z"))
    Scanner("south").send(attempt := an_attempt(doors, prefix=prefix, verdict="admit", reason="ok"))
    Scanner("south").send(attempt | {"source": "typed"})
    let_in_all_the_same(doors, prefix=prefix)


@pytest.mark.parametrize("name", ["console_attendance", "console_attendance_review"])
@pytest.mark.parametrize("show", ["doubles", "overrides", "doubtful", "apart"])
def test_every_list_takes_as_many_queries_for_one_row_as_for_three(
    cast: Cast, doors: Doors, name: str, show: str
) -> None:
    url = f"{reverse(name, args=[cast.conference.slug])}?show={show}"
    client = Client()
    client.force_login(cast.members[Role.OWNER])
    one_of_each(doors)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    one_of_each(doors)
    one_of_each(doors)
    client.get(url)
    with CaptureQueriesContext(connection) as three:
        client.get(url)
    assert to_review(cast.conference) == 12
    assert len(three) == len(one)


def test_records_of_another_organisation_are_not_listed(cast: Cast) -> None:
    theirs = the_doors(cast.neighbours_conference, prefix="theirs-")
    revoke(theirs.device, by=None, now=NOW)
    Scanner("theirs-north").send(an_attempt(theirs))
    assert "Nothing is quarantined." in page(cast, show="apart")
