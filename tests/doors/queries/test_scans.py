"""Stored scans that a batch refers to."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doors.queries.scans import known_scans
from tests.builders.doors import Doors, a_delegate, a_scan
from tests.builders.people import NOW

SINCE = NOW - timedelta(minutes=5)


def test_scans_are_known_by_their_uuid_and_by_the_person_in_order_of_time(doors: Doors) -> None:
    other = a_delegate(doors.conference, doors.category)
    late = a_scan(doors.entrance, doors.delegate, minute=2)
    asked = a_scan(doors.entrance, other, minute=-9)
    early = a_scan(doors.entrance, doors.delegate, minute=-5)
    a_scan(doors.entrance, doors.delegate, minute=-6)
    a_scan(doors.entrance, other, minute=1)

    known = known_scans([asked.uuid, late.uuid], [doors.delegate.pk], since=SINCE)

    assert [scan.pk for scan in known] == [asked.pk, early.pk, late.pk]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL a function reads them")
def test_they_are_found_without_reading_all_scans(doors: Doors) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as on the morning of the first day, when there are no scans
    a_scan(doors.entrance, doors.delegate)
    with CaptureQueriesContext(connection) as queries:
        known_scans([uuid4() for _ in range(500)], [*range(500), doors.delegate.pk], since=SINCE)

    plans = []
    for query in queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            plans += [str(step[3]) for step in cursor.fetchall()]
    read = [plan for plan in plans if "doors_scan" in plan]
    assert [plan.partition("(")[2].partition("=")[0] for plan in read] == ["uuid", "delegate_id"]
