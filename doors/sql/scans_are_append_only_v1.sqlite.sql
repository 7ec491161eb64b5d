-- Refuse to change a scan. Removal is allowed, because tests on SQLite empty tables by DELETE.
-- On SQLite, a migration that alters doors_scan makes the table anew without this trigger and must load this file again.
CREATE TRIGGER doors_scan_append_only BEFORE UPDATE ON doors_scan
BEGIN
  SELECT RAISE(ABORT, 'scans are append-only');
END
