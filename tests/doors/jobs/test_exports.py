"""Attendance as a spreadsheet."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from doors.exporters.attendance import ATTENDANCE_EXPORT, attendance_table
from events.access import Denied
from events.models import AuditEntry, Membership
from events.operations.office.exports import request_export
from events.rules.office.roles import Role
from registration.operations.credentials import issue_credential
from tests.builders.doors import Doors, a_checkpoint, a_delegate, a_scan
from tests.builders.exports import an_export, read_export
from tests.builders.people import NOW, Cast, a_member


def _cell(hour: int, minute: int) -> datetime:
    return datetime(2027, 4, 16, hour, minute)  # noqa: DTZ001 - a cell has no zone


def test_each_delegate_has_a_line_for_each_day_and_door(doors: Doors) -> None:
    owner = a_member(Role.OWNER, organisation=doors.conference.organisation)
    second = a_delegate(doors.conference, doors.category, "=王伟")
    issue_credential(second, now=NOW)
    for minute, direction in ((0, "in"), (30, "out"), (40, "in"), (90, "out")):
        a_scan(doors.entrance, doors.delegate, minute=minute, direction=direction)
    a_scan(doors.entrance, second, minute=5)
    a_scan(doors.entrance, second, minute=6, verdict="refuse", reason="already_in")
    a_scan(doors.closed_door, second, minute=7, verdict="refuse", reason="not_invited")
    header, *rows = read_export(an_export(ATTENDANCE_EXPORT, doors.conference, owner))
    assert header == [
        *("Day", "Door", "No.", "Name", "Name in Latin letters"),
        *("Institution", "Category", "First entry", "Last exit"),
    ]
    day, place = datetime(2027, 4, 16), "Wusong University of Technology"  # noqa: DTZ001 - a cell has no zone
    assert rows == [
        [
            *(day, "Main entrance", doors.delegate.badge_number, "林知远", "LIN Zhiyuan", place, "Delegate"),
            *(_cell(9, 12), _cell(10, 42)),
        ],
        [
            *(day, "Main entrance", second.badge_number, "'=王伟", "LIN Zhiyuan", place, "Delegate"),
            *(_cell(9, 17), None),
        ],
    ]
    assert AuditEntry.objects.get(deed=ATTENDANCE_EXPORT).details == {"rows": 2}


def test_each_day_and_each_door_has_its_own_line(doors: Doors) -> None:
    owner = a_member(Role.OWNER, organisation=doors.conference.organisation)
    a_scan(doors.entrance, doors.delegate)
    a_scan(a_checkpoint(doors.conference, "Lunch", position=5), doors.delegate)
    a_scan(doors.entrance, doors.delegate, day=NOW.date() + timedelta(days=1))
    rows = read_export(an_export(ATTENDANCE_EXPORT, doors.conference, owner))[1:]
    assert [row[1] for row in rows] == ["Main entrance", "Lunch", "Main entrance"]


@pytest.mark.parametrize("count", [1, 3])
def test_attendance_of_any_length_is_three_queries(doors: Doors, count: int) -> None:
    for number in range(count):
        a_scan(doors.entrance, a_delegate(doors.conference, doors.category, f"王{number}"))
    with CaptureQueriesContext(connection) as asked:
        table = attendance_table(doors.conference)
        assert len(list(table.rows)) == table.total == count
    assert len(asked) == 3


def test_a_list_with_names_requires_both_rights(cast: Cast, client: Client) -> None:
    staff, lead = cast.members[Role.DOOR_STAFF], cast.members[Role.DOOR_LEAD]
    with pytest.raises(Denied):
        request_export(ATTENDANCE_EXPORT, cast.conference, {}, by=staff, now=NOW)
    job = an_export(ATTENDANCE_EXPORT, cast.conference, lead)
    client.force_login(lead)
    page = reverse("console_attendance", kwargs={"conference": cast.conference.slug})
    assert "console_attendance_export" not in page
    assert "attendance/export/" in client.get(page).content.decode()
    file = reverse("console_job_file", kwargs={"code": job.code})
    assert client.get(file).status_code == 200
    Membership.objects.filter(user=lead).update(role=Role.DOOR_STAFF.value)
    assert "attendance/export/" not in client.get(page).content.decode()
    assert client.get(file).status_code == 403
