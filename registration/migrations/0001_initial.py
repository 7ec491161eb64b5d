from decimal import Decimal

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import toolkit.codes


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("events", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Category",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=toolkit.codes.short_code, max_length=16)),
                ("name_zh", models.CharField(blank=True, max_length=100)),
                ("name_en", models.CharField(blank=True, max_length=100)),
                ("description_zh", models.CharField(blank=True, max_length=300)),
                ("description_en", models.CharField(blank=True, max_length=300)),
                ("rights_zh", models.CharField(blank=True, max_length=300)),
                ("rights_en", models.CharField(blank=True, max_length=300)),
                ("price", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=10)),
                ("currency", models.CharField(default="CNY", max_length=3)),
                ("on_sale_from", models.DateTimeField(blank=True, null=True)),
                ("on_sale_until", models.DateTimeField(blank=True, null=True)),
                ("needs_approval", models.BooleanField(default=False)),
                ("is_public", models.BooleanField(default=True)),
                ("letter", models.CharField(default="D", max_length=2)),
                ("band_colour", models.CharField(default="#0E4B4D", max_length=7)),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="categories", to="events.conference"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("conference", "code"), name="category_code_unique"),
                    models.CheckConstraint(condition=models.Q(("price__gte", 0)), name="category_price_not_negative"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Credential",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("issued_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="credentials", to="events.conference"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BadgePrint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("printed_at", models.DateTimeField()),
                ("occasion", models.CharField(max_length=40)),
                (
                    "printed_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "credential",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="prints", to="registration.credential"
                    ),
                ),
            ],
            options={
                "ordering": ["-printed_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Delegate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=toolkit.codes.short_code, max_length=16)),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "applied"),
                            ("confirmed", "confirmed"),
                            ("waitlisted", "waitlisted"),
                            ("declined", "declined"),
                            ("cancelled", "cancelled"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As printed on the badge. In Latin letters, put the family name in capitals: LIN Zhiyuan.",
                        max_length=60,
                        verbose_name="Name",
                    ),
                ),
                (
                    "name_latin",
                    models.CharField(
                        blank=True,
                        help_text="Family name first, in capitals. Left empty, it is made from the Chinese name.",
                        max_length=60,
                        verbose_name="Name in Latin letters",
                    ),
                ),
                (
                    "institution_zh",
                    models.CharField(blank=True, max_length=200, verbose_name="Institution in Chinese"),
                ),
                (
                    "institution_en",
                    models.CharField(blank=True, max_length=200, verbose_name="Institution in English"),
                ),
                ("post_zh", models.CharField(blank=True, max_length=200, verbose_name="Post in Chinese")),
                ("post_en", models.CharField(blank=True, max_length=200, verbose_name="Post in English")),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="The letter with the badge goes there; its link opens the registration.",
                        max_length=254,
                        verbose_name="E-mail",
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        help_text="Outside mainland China with + and the country code.",
                        max_length=32,
                        verbose_name="Phone",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Diet, access, interpreting: anything they should know beforehand.",
                        max_length=500,
                        verbose_name="Note to the organisers",
                    ),
                ),
                ("search_keys", models.TextField(blank=True)),
                ("sort_pinyin", models.CharField(blank=True, max_length=300)),
                ("source_key", models.CharField(blank=True, max_length=200)),
                ("is_paid", models.BooleanField(default=True)),
                ("holds_place", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegates",
                        to="registration.category",
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="delegates", to="events.conference"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="delegates", to="events.person"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [
                    models.Index(fields=["conference", "state"], name="delegate_by_state"),
                    models.Index(fields=["conference", "sort_pinyin"], name="delegate_by_pinyin"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("conference", "code"), name="delegate_code_unique"),
                    models.UniqueConstraint(fields=("conference", "number"), name="delegate_number_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        fields=("conference", "source_key"),
                        name="delegate_source_key_unique",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="credential",
            name="delegate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="credentials", to="registration.delegate"
            ),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("invited_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="registration.delegate",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="events.session"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("session", "delegate"), name="invitation_unique")],
            },
        ),
        migrations.CreateModel(
            name="Quota",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_zh", models.CharField(blank=True, max_length=100)),
                ("name_en", models.CharField(blank=True, max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("used", models.PositiveIntegerField(default=0)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="quotas", to="events.conference"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("used__lte", models.F("size"))), name="quota_not_exceeded"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="category",
            name="quota",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="categories",
                to="registration.quota",
            ),
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=toolkit.codes.short_code, max_length=16)),
                ("access_key", models.CharField(default=toolkit.codes.secret_token, max_length=32, unique=True)),
                (
                    "browser_key",
                    models.CharField(blank=True, db_index=True, default=toolkit.codes.secret_token, max_length=32),
                ),
                ("contact_email", models.EmailField(blank=True, max_length=254)),
                ("contact_phone", models.CharField(blank=True, max_length=32)),
                ("language", models.CharField(default="zh-hans", max_length=10)),
                ("request_key", models.CharField(blank=True, max_length=64)),
                ("price", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=10)),
                ("currency", models.CharField(default="CNY", max_length=3)),
                ("created_at", models.DateTimeField()),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="registrations",
                        to="events.conference",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="registrations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("conference", "code"), name="registration_code_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("request_key", ""), _negated=True),
                        fields=("conference", "request_key"),
                        name="registration_request_key_unique",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="delegate",
            name="registration",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="delegates", to="registration.registration"
            ),
        ),
        migrations.AddConstraint(
            model_name="credential",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True)), fields=("delegate",), name="credential_one_valid"
            ),
        ),
    ]
