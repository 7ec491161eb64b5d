"""Attempts at checkpoints and their followers, as append-only rows."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Never

from django.db import connection, connections, models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from pydantic_core import to_json

from doors.models.door import Checkpoint, Device
from doors.rules.admission import Direction
from doors.rules.scans import RecordKind
from events.models import Conference
from registration.models.delegate import Credential, Delegate


class AppendOnlyError(TypeError):
    """Code tried to change or remove a scan."""


class ScanQuerySet(models.QuerySet["Scan"]):
    """Scans can be read and inserted only. Triggers in the database (doors/sql) refuse the rest too."""

    def attempts(self) -> "ScanQuerySet":
        """Return the attempts, without their followers."""
        return self.filter(record=RecordKind.ATTEMPT)

    def admitted(self) -> "ScanQuerySet":
        """Return the attempts that let a delegate through; `rules.scans.was_admitted` says which these are."""
        about = Scan.objects.filter(attempt=OuterRef("pk"), is_quarantined=False).order_by("-effective_at", "-pk")
        word = Coalesce(
            Subquery(about.filter(record=RecordKind.OVERRIDE).values("verdict")[:1]),
            Subquery(about.filter(record=RecordKind.SHOWN).values("verdict")[:1]),
            Case(When(Q(is_online=False) & ~Q(local_verdict=""), then=F("local_verdict")), default=F("verdict")),
        )
        through = self.attempts().filter(is_practice=False, is_quarantined=False, delegate__isnull=False)
        return through.annotate(word=word).filter(~Exists(about.filter(record=RecordKind.VOID)), word="admit")

    def insert_once(self, scans: Iterable["Scan"]) -> dict[uuid.UUID, int]:
        """Insert the scans whose UUID is not stored yet, in one statement; return {UUID: key} of the new rows.

        If two requests insert the same UUID at once, one of them gets the key and neither an error.
        """
        ordered = sorted(scans, key=lambda scan: scan.uuid)  # always in one order, against deadlocks
        if not ordered:
            return {}
        postgresql = connections[self.db].vendor == "postgresql"
        statement, values = _insert_document(ordered) if postgresql else _insert_values(ordered)
        with connections[self.db].cursor() as cursor:
            cursor.execute(f'{statement} ON CONFLICT ("uuid") DO NOTHING RETURNING "uuid", "id"', values)
            return {uuid.UUID(str(made)): key for made, key in cursor.fetchall()}

    def update(self, **_kwargs: object) -> Never:
        """Raise AppendOnlyError."""
        raise AppendOnlyError("Scans are never changed.")

    def delete(self) -> Never:
        """Raise AppendOnlyError."""
        raise AppendOnlyError("Scans are never removed.")


class Scan(models.Model):
    """A record that a device made, with its own UUID and time. Never changed, never removed.

    `verdict` and `reason` are the server's, `local_verdict` and `local_reason` the device's; the latter are empty if it
    left the decision to the server. A follower (`attempt` is set) repeats the attempt's checkpoint, delegate and day,
    so that one index finds everything about a delegate; its `verdict` is the one shown, or the supervisor's. A
    quarantined scan is kept for review and counts nowhere. One with a doubtful time counts by the time received.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    record = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in RecordKind], default=RecordKind.ATTEMPT.value
    )
    attempt = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers")
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="scans")
    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="scans")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, null=True, blank=True, related_name="scans")
    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, null=True, blank=True, related_name="scans")
    delegate = models.ForeignKey(
        Delegate, on_delete=models.PROTECT, null=True, blank=True, related_name="scans", db_index=False
    )
    direction = models.CharField(max_length=4, choices=[(each.value, each.value) for each in Direction], default="in")
    day = models.DateField()
    prefix = models.CharField(max_length=16, blank=True)
    verdict = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=24, blank=True)
    local_verdict = models.CharField(max_length=10, blank=True)
    local_reason = models.CharField(max_length=24, blank=True)
    note = models.CharField(max_length=200, blank=True)
    is_online = models.BooleanField(default=True)
    is_practice = models.BooleanField(default=False)
    is_quarantined = models.BooleanField(default=False)
    has_doubtful_time = models.BooleanField(default=False)
    content_hash = models.CharField(max_length=64, blank=True)
    device_at = models.DateTimeField()
    effective_at = models.DateTimeField()
    received_at = models.DateTimeField()
    details = models.JSONField(default=dict)
    objects = ScanQuerySet.as_manager()

    class Meta:
        ordering = ["effective_at", "pk"]
        indexes = [
            models.Index(fields=["delegate", "effective_at"], name="scan_of_delegate"),
            models.Index(fields=["conference", "effective_at"], name="scan_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.uuid} {self.verdict} {self.reason}"

    @classmethod
    def of_columns(cls, **columns: object) -> "Scan":
        """Return `Scan(**columns)` in half the time: Django is quicker with values in the order of the fields.

        `uuid` and `details` must be among them. Raises IndexError for a column that does not exist.
        """
        make: Callable[..., Scan] = cls  # whose parameters no type checker can match to a dictionary's values
        return make(*(_BLANK | columns).values())

    def delete(self, *_args: object, **_kwargs: object) -> Never:
        """Raise AppendOnlyError."""
        raise AppendOnlyError("Scans are never removed.")


_BLANK = {field.attname: field.get_default() for field in Scan._meta.concrete_fields}
_FIELDS = [field for field in Scan._meta.concrete_fields if not field.primary_key and field.column]
_TABLE = f'"{Scan._meta.db_table}"'
_COLUMNS = ", ".join(f'"{field.column}"' for field in _FIELDS)


def _insert_document(scans: Iterable[Scan]) -> tuple[str, list[str | int | None]]:
    """Return an INSERT with one JSON document: binding the 12,000 values of a batch of 500 is slow."""
    rows = [{field.column: getattr(scan, field.attname) for field in _FIELDS} for scan in scans]
    statement = (
        f"INSERT INTO {_TABLE} ({_COLUMNS})"  # noqa: S608 - names of our own columns
        f" SELECT {_COLUMNS} FROM json_populate_recordset(NULL::{_TABLE}, %s)"
    )
    return statement, [to_json(rows).decode()]


def _insert_values(scans: Sequence[Scan]) -> tuple[str, list[str | int | None]]:
    row = f"({', '.join(['%s'] * len(_FIELDS))})"
    statement = f"INSERT INTO {_TABLE} ({_COLUMNS}) VALUES {', '.join([row] * len(scans))}"  # noqa: S608 - our own columns
    values = [field.get_db_prep_save(getattr(scan, field.attname), connection) for scan in scans for field in _FIELDS]
    return statement, values
