"""Everything that batches of records are decided by: one statement on PostgreSQL, five to seven on SQLite."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection

from doors.models import Scan
from doors.queries.doors import Pass, pass_in, pass_of
from doors.queries.holders import Badge, holder_row, holders, holders_in, on_lists
from doors.queries.scans import known_scans, scan_in, scan_row
from doors.rules.admission import SessionList
from doors.rules.scans import Holder

FOR_EVER = timedelta(0)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the batches of some devices refer to.

    `keys` are the hashes of the devices' keys; `prefixes` the badges presented, by (day, prefix); `uuids` the records
    and the attempts that they follow; `since` is the time from which the earlier scans of these people matter.
    """

    keys: Collection[str]
    prefixes: Collection[tuple[date, str]]
    uuids: Collection[UUID]
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Presented:
    """What is stored about it. `scans` are those with the wanted UUIDs and the people's since the wanted time, by time.

    `devices` are by the hash of their key: unknown keys are not among them. `lists` has (session, delegate) for the
    lists that the devices' checkpoints require, and possibly for others.
    """

    devices: dict[str, Pass]
    holders: dict[Badge, Holder]
    scans: list[Scan]
    lists: set[tuple[int, int]]


def presented(wanted: Wanted, *, longest_wait: timedelta = FOR_EVER) -> Presented:
    """Return what is stored about some batches.

    Locks the delegates until the transaction ends, so that two devices that see one badge at once decide one after the
    other; always in the same order, so that they do not deadlock. Raises OperationalError if one of them stays locked
    for longer than `longest_wait`. SQLite runs one writing transaction at a time anyway.
    """
    if connection.vendor == "postgresql":
        return _by_function(wanted, longest_wait=longest_wait)
    return _by_statements(wanted)


# Its rows are JSON objects with the fields of PassRow, HolderRow and ScanRow. Lists go as text: making an array of
# PostgreSQL's takes psycopg longer than all the rest of the statement.
FACTS = (
    "SELECT * FROM doors_facts_at_door(string_to_array(%s, ','), string_to_array(%s, ',')::date[],"
    " string_to_array(%s, ','), string_to_array(%s, ',')::uuid[], %s, %s)"
)


def arguments_of_facts(wanted: Wanted, *, longest_wait: timedelta = FOR_EVER) -> list[str | datetime]:
    """Return the arguments of `FACTS`."""
    days = {day.isoformat() for day, _ in wanted.prefixes}
    prefixes = (prefix for _, prefix in wanted.prefixes)
    lists = wanted.keys, days, prefixes, map(str, wanted.uuids)
    return [*map(",".join, lists), wanted.since, str(longest_wait // timedelta(milliseconds=1))]


def _by_function(wanted: Wanted, *, longest_wait: timedelta = FOR_EVER) -> Presented:
    with connection.cursor() as cursor:
        cursor.execute(FACTS, arguments_of_facts(wanted, longest_wait=longest_wait))
        keys, doors, last_seen_at, people, scans, lists = cursor.fetchone()
    devices = zip(keys or (), doors or (), last_seen_at or (), strict=True)
    return Presented(
        devices={key: replace(pass_in(rows), last_seen_at=seen_at) for key, rows, seen_at in devices},
        holders=holders_in(holder_row(values) for values in people or ()),
        scans=[scan_in(scan_row(values)) for values in scans or ()],
        lists={(entry["session"], entry["delegate"]) for entry in lists or ()},
    )


def _by_statements(wanted: Wanted) -> Presented:
    devices = {key: device for key in wanted.keys if (device := pass_of(key)) is not None}
    people = holders({device.conference for device in devices.values()}, wanted.prefixes)
    delegates = {holder.delegate for holder in people.values()}
    doors = [door for device in devices.values() for door in device.doors.values()]
    listed = {door.session for door in doors if door.rule.session_list is not SessionList.NONE}
    return Presented(
        devices=devices,
        holders=people,
        scans=known_scans(wanted.uuids, delegates, since=wanted.since) if devices else [],
        lists=on_lists({session for session in listed if session is not None}, delegates),
    )
