"""The tables of the programme and the office, the tables of caches, and the job that sends letters left behind."""

import datetime

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import toolkit.codes

CACHE_TABLES = ("rostrum_cache", "rostrum_ready_pages", "rostrum_sealed")
SWEEP = "events.jobs.sending.sweep"


def make_cache_tables(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the tables of `settings.CACHES`, so that `migrate` alone prepares a database."""
    call_command("createcachetable", *CACHE_TABLES, database=schema_editor.connection.alias, verbosity=0)


def drop_cache_tables(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in CACHE_TABLES:
        schema_editor.execute(f"DROP TABLE {table}")


def schedule_sweep(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Have a worker look for letters that were left behind, once a minute."""
    apps.get_model("django_q", "Schedule").objects.get_or_create(
        name=SWEEP, defaults={"func": SWEEP, "schedule_type": "I", "minutes": 1, "repeats": -1}
    )


def unschedule_sweep(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("django_q", "Schedule").objects.filter(name=SWEEP).delete()


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("django_q", "0018_task_success_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="Conference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True)),
                ("title_zh", models.CharField(blank=True, max_length=200)),
                ("title_en", models.CharField(blank=True, max_length=200)),
                ("short_title_zh", models.CharField(blank=True, max_length=60)),
                ("short_title_en", models.CharField(blank=True, max_length=60)),
                ("edition_zh", models.CharField(blank=True, max_length=60)),
                ("edition_en", models.CharField(blank=True, max_length=60)),
                ("intro_zh", models.TextField(blank=True)),
                ("intro_en", models.TextField(blank=True)),
                ("notice_zh", models.CharField(blank=True, max_length=300)),
                ("notice_en", models.CharField(blank=True, max_length=300)),
                ("city_zh", models.CharField(blank=True, max_length=100)),
                ("city_en", models.CharField(blank=True, max_length=100)),
                ("arrival_zh", models.TextField(blank=True)),
                ("arrival_en", models.TextField(blank=True)),
                ("desk_zh", models.CharField(blank=True, max_length=300)),
                ("desk_en", models.CharField(blank=True, max_length=300)),
                ("hosts_zh", models.CharField(blank=True, max_length=500)),
                ("hosts_en", models.CharField(blank=True, max_length=500)),
                ("contact_email", models.EmailField(blank=True, max_length=254)),
                ("contact_phone", models.CharField(blank=True, max_length=32)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("timezone", models.CharField(default="Asia/Shanghai", max_length=64)),
                ("day_starts_at", models.TimeField(default=datetime.time(5, 0))),
                ("accent", models.CharField(default="#0E4B4D", max_length=7)),
                (
                    "name_order",
                    models.CharField(
                        choices=[("pinyin", "pinyin"), ("strokes", "strokes")], default="pinyin", max_length=10
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("open", "open"),
                            ("live", "live"),
                            ("closed", "closed"),
                            ("archived", "archived"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("public_version", models.PositiveIntegerField(default=0)),
                ("withdrawn_photos", models.JSONField(blank=True, default=list)),
                ("is_example", models.BooleanField(default=False)),
                ("feed", models.JSONField(blank=True, default=dict)),
                ("submit_by", models.DateTimeField(blank=True, null=True)),
                ("locks_rooms", models.BooleanField(default=True)),
                ("locks_times", models.BooleanField(default=True)),
                ("locks_titles", models.BooleanField(default=False)),
                (
                    "unapproved",
                    models.CharField(
                        choices=[
                            ("as_it_is", "as_it_is"),
                            ("to_be_announced", "to_be_announced"),
                            ("left_out", "left_out"),
                        ],
                        default="as_it_is",
                        max_length=20,
                    ),
                ),
                ("walk_same_floor", models.PositiveSmallIntegerField(default=0)),
                ("walk_other_floor", models.PositiveSmallIntegerField(default=0)),
                ("walk_other_venue", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-starts_on", "slug"],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True)),
                ("name_zh", models.CharField(blank=True, max_length=200)),
                ("name_en", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(blank=True, max_length=60)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("is_active", models.BooleanField(default=True)),
                ("date_joined", models.DateTimeField(auto_now_add=True)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AcceptedClash",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=200)),
                ("reason", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="accepted_clashes",
                        to="events.conference",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Forum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("title_zh", models.CharField(blank=True, max_length=300)),
                ("title_en", models.CharField(blank=True, max_length=300)),
                ("host_zh", models.CharField(blank=True, max_length=300)),
                ("host_en", models.CharField(blank=True, max_length=300)),
                ("description_zh", models.TextField(blank=True)),
                ("description_en", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafting", "drafting"),
                            ("submitted", "submitted"),
                            ("returned", "returned"),
                            ("approved", "approved"),
                        ],
                        default="drafting",
                        max_length=10,
                    ),
                ),
                ("approved_part", models.JSONField(blank=True, null=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("reopened_until", models.DateTimeField(blank=True, null=True)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("source_key", models.CharField(blank=True, max_length=200)),
                ("feed", models.JSONField(blank=True, default=dict)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="forums", to="events.conference"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Deed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("about_zh", models.CharField(blank=True, max_length=200)),
                ("about_en", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("rows", models.JSONField(default=list)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deeds", to="events.conference"
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="undone",
                        to="events.deed",
                    ),
                ),
                ("forums", models.ManyToManyField(related_name="+", to="events.forum")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ForumGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("letter", models.CharField(max_length=4)),
                ("title_zh", models.CharField(blank=True, max_length=200)),
                ("title_en", models.CharField(blank=True, max_length=200)),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="forum_groups", to="events.conference"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "letter"],
            },
        ),
        migrations.AddField(
            model_name="forum",
            name="group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="forums",
                to="events.forumgroup",
            ),
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=toolkit.codes.secret_token, max_length=32, unique=True)),
                ("kind", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=200)),
                ("arguments", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "queued"),
                            ("running", "running"),
                            ("done", "done"),
                            ("failed", "failed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("cancel_asked", models.BooleanField(default=False)),
                ("failure", models.CharField(blank=True, max_length=60)),
                ("failure_details", models.JSONField(default=dict)),
                ("result_file", models.FileField(blank=True, upload_to="jobs/")),
                ("result_name", models.CharField(blank=True, max_length=200)),
                ("asked_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="jobs",
                        to="events.conference",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=toolkit.codes.secret_token, max_length=32, unique=True)),
                ("key", models.CharField(max_length=200, unique=True)),
                ("kind", models.CharField(max_length=60)),
                ("subject_key", models.CharField(blank=True, max_length=64)),
                ("recipient", models.EmailField(max_length=254)),
                ("language", models.CharField(max_length=10)),
                ("context", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "queued"),
                            ("sending", "sending"),
                            ("sent", "sent"),
                            ("failed", "failed"),
                            ("dropped", "dropped"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("failure", models.CharField(blank=True, max_length=300)),
                ("queued_at", models.DateTimeField()),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="events.conference",
                    ),
                ),
            ],
            options={
                "ordering": ["-queued_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "owner"),
                            ("organiser", "organiser"),
                            ("programme_editor", "programme_editor"),
                            ("forum_secretary", "forum_secretary"),
                            ("registrar", "registrar"),
                            ("door_lead", "door_lead"),
                            ("door_staff", "door_staff"),
                            ("viewer", "viewer"),
                        ],
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "conference",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="events.conference",
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="events.forum",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="events.organisation",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="conference",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="conferences", to="events.organisation"
            ),
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("deed", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=60)),
                ("subject_key", models.CharField(blank=True, max_length=64)),
                ("details", models.JSONField(default=dict)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                ("ip_address", models.GenericIPAddressField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="audit_entries",
                        to="events.conference",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audit_entries",
                        to="events.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("name_latin", models.CharField(blank=True, max_length=200)),
                ("sort_pinyin", models.CharField(blank=True, max_length=300)),
                ("sort_strokes", models.CharField(blank=True, max_length=300)),
                ("search_keys", models.TextField(blank=True)),
                (
                    "honour",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("cas_cae", "两院院士"),
                            ("cas", "中国科学院院士"),
                            ("cae", "中国工程院院士"),
                            ("foreign", "外籍院士"),
                            ("minister", "部长"),
                            ("prof", "教授"),
                            ("dr", "博士"),
                            ("", "—"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("post_zh", models.CharField(blank=True, max_length=300)),
                ("post_en", models.CharField(blank=True, max_length=300)),
                ("affiliation_zh", models.CharField(blank=True, max_length=300)),
                ("affiliation_en", models.CharField(blank=True, max_length=300)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=32)),
                ("source_key", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="people", to="events.organisation"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="people",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DistinctPeople",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.person"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("document", models.JSONField()),
                ("changes", models.JSONField(default=list)),
                ("digest", models.CharField(max_length=64)),
                ("note_zh", models.TextField(blank=True)),
                ("note_en", models.TextField(blank=True)),
                ("writes_letters", models.BooleanField(default=True)),
                ("accepted_reason", models.CharField(blank=True, max_length=500)),
                ("accepted_clashes", models.JSONField(blank=True, default=list)),
                ("published_at", models.DateTimeField()),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="releases", to="events.conference"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "republishes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="events.release",
                    ),
                ),
            ],
            options={
                "ordering": ["conference", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_zh", models.CharField(blank=True, max_length=200)),
                ("name_en", models.CharField(blank=True, max_length=200)),
                ("floor", models.CharField(blank=True, max_length=20)),
                ("capacity", models.PositiveIntegerField(blank=True, null=True)),
                ("equipment", models.JSONField(blank=True, default=list)),
                ("position", models.PositiveIntegerField(default=0)),
                ("source_key", models.CharField(blank=True, max_length=200)),
                ("feed", models.JSONField(blank=True, default=dict)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rooms", to="events.conference"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=toolkit.codes.short_code, max_length=16)),
                ("label", models.CharField(blank=True, max_length=8)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("plenary", "plenary"),
                            ("forum", "forum"),
                            ("closed_door", "closed_door"),
                            ("release", "release"),
                            ("ceremony", "ceremony"),
                            ("workshop", "workshop"),
                            ("break", "break"),
                            ("social", "social"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "access",
                    models.CharField(
                        choices=[("open", "open"), ("sign_up", "sign_up"), ("invitation", "invitation")],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("title_zh", models.CharField(blank=True, max_length=500)),
                ("title_en", models.CharField(blank=True, max_length=500)),
                ("host_zh", models.CharField(blank=True, max_length=300)),
                ("host_en", models.CharField(blank=True, max_length=300)),
                ("description_zh", models.TextField(blank=True)),
                ("description_en", models.TextField(blank=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("capacity", models.PositiveIntegerField(blank=True, null=True)),
                ("needs", models.JSONField(blank=True, default=list)),
                ("is_cancelled", models.BooleanField(default=False)),
                ("source_key", models.CharField(blank=True, max_length=300)),
                ("feed", models.JSONField(blank=True, default=dict)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sessions", to="events.conference"
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="events.forum",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="events.room",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "room", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ChangeRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(blank=True, max_length=200)),
                (
                    "fact",
                    models.CharField(choices=[("room", "room"), ("time", "time"), ("title", "title")], max_length=10),
                ),
                ("seen", models.JSONField(default=dict)),
                ("wanted", models.JSONField(default=dict)),
                ("reason", models.CharField(max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                            ("moot", "moot"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, max_length=500)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="change_requests",
                        to="events.conference",
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="change_requests", to="events.forum"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="change_requests",
                        to="events.session",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Talk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=toolkit.codes.short_code, max_length=16)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("talk", "talk"),
                            ("address", "address"),
                            ("panel", "panel"),
                            ("discussion", "discussion"),
                            ("ceremony", "ceremony"),
                            ("break", "break"),
                        ],
                        default="talk",
                        max_length=12,
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("title_zh", models.CharField(blank=True, max_length=500)),
                ("title_en", models.CharField(blank=True, max_length=500)),
                ("abstract_zh", models.TextField(blank=True)),
                ("abstract_en", models.TextField(blank=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("placeholder_zh", models.CharField(blank=True, max_length=300)),
                ("placeholder_en", models.CharField(blank=True, max_length=300)),
                ("is_pinned", models.BooleanField(default=False)),
                ("needs", models.JSONField(blank=True, default=list)),
                ("is_cancelled", models.BooleanField(default=False)),
                ("source_key", models.CharField(blank=True, max_length=200)),
                ("feed", models.JSONField(blank=True, default=dict)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="talks", to="events.conference"
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waiting_talks",
                        to="events.forum",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="talks",
                        to="events.session",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
                ("is_settled", models.BooleanField(default=False)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="events.conference"
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="events.forum"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="events.session",
                    ),
                ),
                (
                    "talk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="events.talk",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=toolkit.codes.secret_token, max_length=32, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("content", models.BinaryField()),
                ("encoding", models.CharField(blank=True, max_length=20)),
                ("language", models.CharField(max_length=10)),
                ("answers", models.JSONField(blank=True, default=dict)),
                ("report", models.JSONField(default=dict)),
                ("uploaded_at", models.DateTimeField()),
                ("examined_at", models.DateTimeField(blank=True, null=True)),
                ("stored_at", models.DateTimeField(blank=True, null=True)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uploads", to="events.conference"
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uploads",
                        to="events.forum",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "ordering": ["-uploaded_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Venue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_zh", models.CharField(blank=True, max_length=200)),
                ("name_en", models.CharField(blank=True, max_length=200)),
                ("address_zh", models.CharField(blank=True, max_length=300)),
                ("address_en", models.CharField(blank=True, max_length=300)),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="venues", to="events.conference"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="room",
            name="venue",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rooms",
                to="events.venue",
            ),
        ),
        migrations.CreateModel(
            name="Walk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="walks", to="events.conference"
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.room"),
                ),
                (
                    "second",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.room"),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"), name="user_email_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptedclash",
            constraint=models.UniqueConstraint(fields=("conference", "mark"), name="accepted_clash_once"),
        ),
        migrations.AddIndex(
            model_name="deed",
            index=models.Index(fields=["conference", "id"], name="deed_by_number"),
        ),
        migrations.AddIndex(
            model_name="deed",
            index=models.Index(fields=["conference", "by", "id"], name="deed_by_person"),
        ),
        migrations.AddConstraint(
            model_name="forumgroup",
            constraint=models.UniqueConstraint(fields=("conference", "letter"), name="forum_group_letter_unique"),
        ),
        migrations.AddConstraint(
            model_name="forum",
            constraint=models.UniqueConstraint(fields=("conference", "number"), name="forum_number_unique"),
        ),
        migrations.AddConstraint(
            model_name="forum",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_key", ""), _negated=True),
                fields=("conference", "source_key"),
                name="forum_source_key_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["queued", "running"])),
                fields=("key",),
                name="job_unfinished_key_unique",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["state", "claimed_at"], name="letter_to_send"),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                models.F("user"),
                models.F("organisation"),
                django.db.models.functions.comparison.Coalesce("conference", 0),
                django.db.models.functions.comparison.Coalesce("forum", 0),
                models.F("role"),
                name="membership_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("forum__isnull", True), ("conference__isnull", False), _connector="OR"),
                name="membership_forum_has_conference",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "forum_secretary"), _negated=True), ("forum__isnull", False), _connector="OR"
                ),
                name="membership_secretary_has_forum",
            ),
        ),
        migrations.AddConstraint(
            model_name="conference",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="conference_days_in_order"
            ),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["organisation", "-at"], name="audit_by_time"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["organisation", "sort_pinyin"], name="person_by_pinyin"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["organisation", "email"], name="person_by_email"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_key", ""), _negated=True),
                fields=("organisation", "source_key"),
                name="person_source_key_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="distinctpeople",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="distinct_people_once"),
        ),
        migrations.AddConstraint(
            model_name="distinctpeople",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="distinct_people_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(fields=("conference", "number"), name="release_number_unique"),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["conference", "starts_at"], name="session_by_start"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(fields=("conference", "code"), name="session_code_unique"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gte", models.F("starts_at"))), name="session_times_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_key", ""), _negated=True),
                fields=("conference", "source_key"),
                name="session_source_key_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="changerequest",
            constraint=models.UniqueConstraint(
                models.F("forum"),
                django.db.models.functions.comparison.Coalesce("session", 0),
                models.F("fact"),
                condition=models.Q(("state", "open")),
                name="change_request_open_once",
            ),
        ),
        migrations.AddIndex(
            model_name="talk",
            index=models.Index(fields=["conference", "starts_at"], name="talk_by_start"),
        ),
        migrations.AddConstraint(
            model_name="talk",
            constraint=models.UniqueConstraint(fields=("conference", "code"), name="talk_code_unique"),
        ),
        migrations.AddConstraint(
            model_name="talk",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gte", models.F("starts_at"))), name="talk_times_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="talk",
            constraint=models.CheckConstraint(
                condition=models.Q(("session", None), ("forum", None), _connector="OR"), name="talk_forum_while_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="talk",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_key", ""), _negated=True),
                fields=("conference", "source_key"),
                name="talk_source_key_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.CheckConstraint(
                condition=models.Q(("session", None), ("talk", None), _connector="OR"), name="remark_about_one_thing"
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_key", ""), _negated=True),
                fields=("conference", "source_key"),
                name="room_source_key_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="walk",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="walk_unique"),
        ),
        migrations.AddConstraint(
            model_name="walk",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="walk_rooms_in_order"
            ),
        ),
        migrations.RunPython(make_cache_tables, drop_cache_tables),
        migrations.RunPython(schedule_sweep, unschedule_sweep),
    ]
