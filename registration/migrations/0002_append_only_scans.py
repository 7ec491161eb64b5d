"""Scans are append-only in the database itself.

On SQLite only changes are refused there: its tests empty tables by DELETE, which cannot be told from a deed. A later
migration that alters this table on SQLite makes it anew, without the trigger: call `protect` again in it.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

POSTGRESQL = """
CREATE FUNCTION registration_scan_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'scans are append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER registration_scan_append_only BEFORE UPDATE OR DELETE ON registration_scan
FOR EACH ROW EXECUTE FUNCTION registration_scan_is_append_only();
"""
SQLITE = """
CREATE TRIGGER registration_scan_append_only BEFORE UPDATE ON registration_scan
BEGIN
  SELECT RAISE(ABORT, 'scans are append-only');
END
"""


def protect(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Refuses changes (on PostgreSQL removals too) of scans."""
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def unprotect(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Takes the guard away."""
    on_table = " ON registration_scan" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER registration_scan_append_only{on_table}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION registration_scan_is_append_only()")


class Migration(migrations.Migration):
    dependencies = [("registration", "0001_initial")]

    operations = [migrations.RunPython(protect, unprotect)]
