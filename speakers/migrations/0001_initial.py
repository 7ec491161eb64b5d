import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import toolkit.codes


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("events", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Speaker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=toolkit.codes.short_code, max_length=16)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "invited"),
                            ("confirmed", "confirmed"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="invited",
                        max_length=10,
                    ),
                ),
                ("biography_zh", models.TextField(blank=True)),
                ("biography_en", models.TextField(blank=True)),
                ("photo", models.ImageField(blank=True, upload_to="speakers/")),
                ("manual_rank", models.PositiveIntegerField(blank=True, null=True)),
                ("must_not_clash", models.BooleanField(default=False)),
                ("feed", models.JSONField(blank=True, default=dict)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="speakers", to="events.conference"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="speakers", to="events.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Appearance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("keynote", "keynote"),
                            ("chair", "chair"),
                            ("host", "host"),
                            ("moderator", "moderator"),
                            ("guest_of_honour", "guest_of_honour"),
                            ("speaker", "speaker"),
                            ("panellist", "panellist"),
                        ],
                        max_length=16,
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "forum",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appearances",
                        to="events.forum",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appearances",
                        to="events.session",
                    ),
                ),
                (
                    "talk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appearances",
                        to="events.talk",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="appearances", to="speakers.speaker"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "speaker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="absences", to="speakers.speaker"
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="speaker",
            constraint=models.UniqueConstraint(fields=("conference", "person"), name="speaker_person_unique"),
        ),
        migrations.AddConstraint(
            model_name="speaker",
            constraint=models.UniqueConstraint(fields=("conference", "code"), name="speaker_code_unique"),
        ),
        migrations.AddConstraint(
            model_name="appearance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("forum__isnull", False), ("session__isnull", True), ("talk__isnull", True)),
                    models.Q(("forum__isnull", True), ("session__isnull", False), ("talk__isnull", True)),
                    models.Q(("forum__isnull", True), ("session__isnull", True), ("talk__isnull", False)),
                    _connector="OR",
                ),
                name="appearance_in_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="appearance",
            constraint=models.UniqueConstraint(
                models.F("speaker"),
                django.db.models.functions.comparison.Coalesce("forum", 0),
                django.db.models.functions.comparison.Coalesce("session", 0),
                django.db.models.functions.comparison.Coalesce("talk", 0),
                models.F("role"),
                name="appearance_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="absence_times_in_order"
            ),
        ),
    ]
