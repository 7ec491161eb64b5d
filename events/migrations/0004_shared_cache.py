from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "rostrum_cache"


def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The table of toolkit.shared_cache, so that `migrate` alone prepares a database."""
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("events", "0003_sheet_uploads")]

    operations = [migrations.RunPython(make, lambda apps, editor: editor.execute(f"DROP TABLE {TABLE}"))]
