"""Neither Django nor the database lets a scan be changed or deleted."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from doors.models import AppendOnlyError, Scan
from tests.builders.doors import the_doors
from tests.builders.people import NOW


@pytest.fixture
def scan(db: None) -> Scan:
    doors = the_doors()
    return Scan.objects.create(
        conference=doors.conference,
        checkpoint=doors.entrance,
        device=doors.device,
        day=NOW.date(),
        verdict="admit",
        reason="ok",
        device_at=NOW,
        effective_at=NOW,
        received_at=NOW,
    )


def test_a_scan_cannot_be_removed(scan: Scan) -> None:
    with pytest.raises(AppendOnlyError):
        scan.delete()
    with pytest.raises(AppendOnlyError):
        Scan.objects.all().delete()


def test_a_scan_cannot_be_changed(scan: Scan) -> None:
    with pytest.raises(AppendOnlyError):
        Scan.objects.update(verdict="refuse")


def test_the_database_refuses_every_update(scan: Scan) -> None:
    for_change = "UPDATE doors_scan SET verdict = 'refuse'"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(for_change)
    scan.verdict = "refuse"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        scan.save()

    assert Scan.objects.get().verdict == "admit"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's tests empty tables by DELETE")
def test_the_database_refuses_every_delete(scan: Scan) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM doors_scan")

    assert Scan.objects.count() == 1


def test_one_uuid_is_one_row(scan: Scan) -> None:
    scan.pk, scan._state.adding = None, True

    with pytest.raises(DatabaseError), transaction.atomic():
        scan.save()
    scan.uuid = uuid.uuid4()
    scan.save()

    assert Scan.objects.count() == 2
