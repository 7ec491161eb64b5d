-- Refuse to change a scan. Removal is allowed: tests on SQLite empty tables by DELETE, which cannot be told from a deed.
-- A later migration that alters doors_scan makes the table anew on SQLite, without this trigger: load this file again.
CREATE TRIGGER doors_scan_append_only BEFORE UPDATE ON doors_scan
BEGIN
  SELECT RAISE(ABORT, 'scans are append-only');
END
