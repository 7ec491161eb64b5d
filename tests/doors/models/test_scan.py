"""Scans: neither Django nor the database lets one be changed or deleted; and how they are made."""

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


def test_a_scan_of_columns_is_the_same_as_one_of_keywords() -> None:
    columns: dict[str, object] = {
        "uuid": uuid.UUID(int=7),
        "checkpoint_id": 3,
        "day": NOW.date(),
        "device_at": NOW,
        "details": {"source": "typed"},
    }
    fields = [field.attname for field in Scan._meta.concrete_fields]

    made, usual = Scan.of_columns(**columns), Scan(**columns)

    assert [getattr(made, name) for name in fields] == [getattr(usual, name) for name in fields]
    assert made._state.adding


def test_a_column_that_does_not_exist_is_refused() -> None:
    with pytest.raises(IndexError):
        Scan.of_columns(uuid=uuid.UUID(int=7), details={}, chekpoint_id=3)
