"""Once a minute the worker looks for letters that were left behind."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SWEEP = "events.jobs.letters.sweep"


def schedule_sweep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("django_q", "Schedule").objects.get_or_create(
        name=SWEEP, defaults={"func": SWEEP, "schedule_type": "I", "minutes": 1, "repeats": -1}
    )


def unschedule_sweep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("django_q", "Schedule").objects.filter(name=SWEEP).delete()


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial"), ("django_q", "0018_task_success_index")]
    operations = [migrations.RunPython(schedule_sweep, unschedule_sweep)]
