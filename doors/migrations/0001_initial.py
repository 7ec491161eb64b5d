"""The tables of the door, the guard that keeps scans append-only, and the function that a scan is decided by.

The SQL is in doors/sql, one file per version; a later migration loads a later version.
"""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import toolkit.codes

SQL = Path(__file__).resolve().parent.parent / "sql"


def protect_scans(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the database refuse changes of scans (on PostgreSQL removals too)."""
    vendor = schema_editor.connection.vendor
    schema_editor.execute((SQL / f"scans_are_append_only_v1.{vendor}.sql").read_text())


def make_function(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the function `doors_facts_at_door` where the database has functions."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute((SQL / "facts_at_door_v1.sql").read_text())


def unmake(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the functions; the trigger goes with its table."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION doors_facts_at_door(text, date[], text[], uuid[], timestamptz)")
        schema_editor.execute("DROP FUNCTION doors_scan_is_append_only() CASCADE")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("events", "0001_initial"),
        ("registration", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=toolkit.codes.short_code, max_length=16)),
                ("name_zh", models.CharField(blank=True, max_length=100)),
                ("name_en", models.CharField(blank=True, max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[("ordinary", "ordinary"), ("closed", "closed")], default="ordinary", max_length=10
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("in", "in"), ("out", "out"), ("both", "both")], default="in", max_length=4
                    ),
                ),
                ("opens_at", models.DateTimeField(blank=True, null=True)),
                ("closes_at", models.DateTimeField(blank=True, null=True)),
                ("re_entry", models.BooleanField(default=False)),
                ("capacity", models.PositiveIntegerField(blank=True, null=True)),
                ("position", models.PositiveIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "categories",
                    models.ManyToManyField(blank=True, related_name="checkpoints", to="registration.category"),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="checkpoints", to="events.conference"
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="checkpoints",
                        to="events.room",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checkpoints",
                        to="events.session",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("conference", "code"), name="checkpoint_code_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "closed"), _negated=True), ("session__isnull", False), _connector="OR"
                        ),
                        name="checkpoint_closed_has_list",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Device",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=toolkit.codes.short_code, max_length=16)),
                ("name", models.CharField(max_length=60)),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("paired_at", models.DateTimeField()),
                ("last_seen_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("checkpoints", models.ManyToManyField(related_name="devices", to="doors.checkpoint")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="devices", to="events.conference"
                    ),
                ),
                (
                    "paired_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [models.UniqueConstraint(fields=("conference", "code"), name="device_code_unique")],
            },
        ),
        migrations.CreateModel(
            name="DevicePairing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("offered_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("checkpoints", models.ManyToManyField(related_name="pairings", to="doors.checkpoint")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pairings", to="events.conference"
                    ),
                ),
                (
                    "device",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="pairing",
                        to="doors.device",
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DoorDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("salt", models.BinaryField(max_length=32)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="door_days", to="events.conference"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("conference", "day"), name="door_day_unique")],
            },
        ),
        migrations.CreateModel(
            name="CredentialPrefix",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("prefix", models.CharField(max_length=16)),
                (
                    "credential",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prefixes",
                        to="registration.credential",
                    ),
                ),
                (
                    "door_day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="prefixes", to="doors.doorday"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("door_day", "prefix"), name="prefix_unique"),
                    models.UniqueConstraint(fields=("door_day", "credential"), name="prefix_of_credential_unique"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "record",
                    models.CharField(
                        choices=[
                            ("attempt", "attempt"),
                            ("shown", "shown"),
                            ("void", "void"),
                            ("override", "override"),
                        ],
                        default="attempt",
                        max_length=10,
                    ),
                ),
                (
                    "direction",
                    models.CharField(choices=[("in", "in"), ("out", "out")], default="in", max_length=4),
                ),
                ("day", models.DateField()),
                ("prefix", models.CharField(blank=True, max_length=16)),
                ("verdict", models.CharField(blank=True, max_length=10)),
                ("reason", models.CharField(blank=True, max_length=24)),
                ("local_verdict", models.CharField(blank=True, max_length=10)),
                ("local_reason", models.CharField(blank=True, max_length=24)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("is_online", models.BooleanField(default=True)),
                ("is_practice", models.BooleanField(default=False)),
                ("is_quarantined", models.BooleanField(default=False)),
                ("has_doubtful_time", models.BooleanField(default=False)),
                ("content_hash", models.CharField(blank=True, max_length=64)),
                ("device_at", models.DateTimeField()),
                ("effective_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("details", models.JSONField(default=dict)),
                (
                    "attempt",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="doors.scan",
                    ),
                ),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scans", to="doors.checkpoint"
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scans", to="events.conference"
                    ),
                ),
                (
                    "credential",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="registration.credential",
                    ),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="registration.delegate",
                    ),
                ),
                (
                    "device",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="doors.device",
                    ),
                ),
            ],
            options={
                "ordering": ["effective_at", "pk"],
                "indexes": [
                    models.Index(fields=["delegate", "effective_at"], name="scan_of_delegate"),
                    models.Index(fields=["conference", "effective_at"], name="scan_by_time"),
                ],
            },
        ),
        migrations.RunPython(protect_scans, migrations.RunPython.noop),
        migrations.RunPython(make_function, unmake),
    ]
