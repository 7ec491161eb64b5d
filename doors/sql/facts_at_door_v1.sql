-- Read in one round trip everything that the batches of some devices are decided by. If somebody's row stays locked for
-- longer than `longest_wait` (as in SET lock_timeout, '0' for ever), raise lock_not_available.
--
-- The function reads and locks; it decides nothing. The keys of its JSON objects are the fields of the rows in
-- `doors.queries` (PassRow, HolderRow, ScanRow); `doors.queries.presented` reads the same by separate statements on SQLite.
-- Each statement in it sees what was committed while an earlier one waited: a transaction that waited for a delegate's row
-- sees the entry that another device has just stored.
--
-- Plans are made once per connection, because planning costs four times as much as reading. A plan may be made on the
-- morning of the first day, from the statistics of empty tables, and must still be good when the tables are full. Hence
-- sequential scans are off, and scans are found by their own columns alone.
CREATE OR REPLACE FUNCTION doors_facts_at_door(
  wanted_keys text[], wanted_days date[], wanted_prefixes text[], wanted_uuids uuid[], wanted_since timestamptz,
  longest_wait text, OUT keys text[], OUT doors text[], OUT last_seen_at timestamptz[], OUT people json, OUT scans json,
  OUT lists json
) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  of_conferences bigint[];
  of_devices bigint[];
  delegates bigint[];
BEGIN
  SELECT array_agg(device.id), array_agg(device.conference_id) INTO of_devices, of_conferences
  FROM doors_device device WHERE device.key_hash = ANY (wanted_keys);
  IF of_devices IS NULL THEN
    RETURN;
  END IF;

  SELECT array_agg(stand.key_hash), array_agg(stand.doors), array_agg(stand.last_seen_at)
  INTO keys, doors, last_seen_at
  FROM (
    SELECT device.key_hash, device.last_seen_at, json_agg(json_build_object(
      'device', device.id, 'code', device.code, 'name', device.name, 'paired_at', device.paired_at,
      'revoked_at', device.revoked_at,
      'conference', device.conference_id, 'timezone', conference.timezone, 'day_starts_at', conference.day_starts_at,
      'starts_on', conference.starts_on, 'ends_on', conference.ends_on, 'door', checkpoint.id,
      'door_code', checkpoint.code, 'door_name_zh', checkpoint.name_zh, 'door_name_en', checkpoint.name_en,
      'kind', checkpoint.kind, 'direction', checkpoint.direction, 'room', checkpoint.room_id,
      'session', checkpoint.session_id, 'session_access', session.access, 'opens_at', checkpoint.opens_at,
      'closes_at', checkpoint.closes_at, 're_entry', checkpoint.re_entry, 'capacity', checkpoint.capacity,
      'position', checkpoint.position, 'is_active', checkpoint.is_active, 'category', category.code
    ) ORDER BY checkpoint.id, category.id)::text AS doors
    FROM doors_device device
    JOIN events_conference conference ON conference.id = device.conference_id
    LEFT JOIN doors_device_checkpoints stands ON stands.device_id = device.id
    LEFT JOIN doors_checkpoint checkpoint ON checkpoint.id = stands.checkpoint_id
    LEFT JOIN events_session session ON session.id = checkpoint.session_id
    LEFT JOIN doors_checkpoint_categories admits ON admits.checkpoint_id = checkpoint.id
    LEFT JOIN registration_category category ON category.id = admits.category_id
    WHERE device.id = ANY (of_devices)
    GROUP BY device.id
  ) stand;

  IF cardinality(wanted_prefixes) > 0 THEN
    PERFORM set_config('lock_timeout', longest_wait, true);
    SELECT json_agg(held.person), array_agg(held.delegate) INTO people, delegates
    FROM (
      SELECT delegate.id AS delegate, json_build_object(
        'conference', day.conference_id, 'day', day.day, 'prefix', prefix.prefix,
        'credential', credential.id, 'revoked_at', credential.revoked_at, 'delegate', delegate.id, 'state', delegate.state, 'is_paid', delegate.is_paid,
        'name', delegate.name, 'name_latin', delegate.name_latin,
        'institution_zh', delegate.institution_zh, 'institution_en', delegate.institution_en,
        'number', delegate.number, 'category', category.code, 'category_letter', category.letter,
        'category_name_zh', category.name_zh, 'category_name_en', category.name_en
      ) AS person
      FROM doors_doorday day
      JOIN doors_credentialprefix prefix ON prefix.door_day_id = day.id
      JOIN registration_credential credential ON credential.id = prefix.credential_id
      JOIN registration_delegate delegate ON delegate.id = credential.delegate_id
      JOIN registration_category category ON category.id = delegate.category_id
      WHERE day.conference_id = ANY (of_conferences) AND day.day = ANY (wanted_days)
        AND prefix.prefix = ANY (wanted_prefixes)
      ORDER BY delegate.id, prefix.id
      FOR NO KEY UPDATE OF delegate
    ) held;
  END IF;

  SELECT json_agg(json_build_object(
    'id', scan.id, 'uuid', scan.uuid, 'record', scan.record, 'attempt_id', scan.attempt_id,
    'conference_id', scan.conference_id, 'checkpoint_id', scan.checkpoint_id, 'device_id', scan.device_id,
    'credential_id', scan.credential_id, 'delegate_id', scan.delegate_id, 'direction', scan.direction,
    'day', scan.day, 'prefix', scan.prefix, 'verdict', scan.verdict, 'reason', scan.reason,
    'local_verdict', scan.local_verdict, 'local_reason', scan.local_reason, 'is_online', scan.is_online,
    'is_practice', scan.is_practice, 'is_quarantined', scan.is_quarantined,
    'has_doubtful_time', scan.has_doubtful_time, 'content_hash', scan.content_hash,
    'device_at', scan.device_at, 'effective_at', scan.effective_at, 'received_at', scan.received_at,
    'details', scan.details, 'scanner', device.name, 'room', checkpoint.room_id
  ) ORDER BY scan.effective_at, scan.id) INTO scans
  FROM (
    SELECT * FROM doors_scan known WHERE known.uuid = ANY (wanted_uuids)
    UNION ALL
    SELECT * FROM doors_scan theirs
    WHERE theirs.delegate_id = ANY (delegates) AND theirs.effective_at >= wanted_since
      AND NOT theirs.uuid = ANY (wanted_uuids)
  ) scan
  LEFT JOIN doors_checkpoint checkpoint ON checkpoint.id = scan.checkpoint_id
  LEFT JOIN doors_device device ON device.id = scan.device_id;

  IF delegates IS NOT NULL THEN
    SELECT json_agg(json_build_object(
      'session', invitation.session_id, 'delegate', invitation.delegate_id
    )) INTO lists
    FROM registration_invitation invitation
    WHERE invitation.delegate_id = ANY (delegates) AND invitation.withdrawn_at IS NULL;
  END IF;
END $$;
