-- Refuse to change or remove a scan, whoever asks.
CREATE FUNCTION doors_scan_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'scans are append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER doors_scan_append_only BEFORE UPDATE OR DELETE ON doors_scan
FOR EACH ROW EXECUTE FUNCTION doors_scan_is_append_only();
