"""All that a batch of records from a door is decided by: one statement on PostgreSQL, four on SQLite."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from doors.models import Scan
from doors.queries.doors import Pass, pass_in, pass_of
from doors.queries.holders import holder_row, holders, holders_in, on_lists
from doors.queries.scans import known_scans, scan_in, scan_row
from doors.rules.admission import SessionList
from doors.rules.scans import Holder


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a batch names: what was presented, by (day, prefix); its own scans and those it is about; since when."""

    prefixes: Collection[tuple[date, str]]
    uuids: Collection[UUID]
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Presented:
    """What is there. `scans`: those with the wanted UUIDs, and the people's since the wanted instant, by time.

    `lists`: (session, delegate) of those who are on the lists that the device's doors go by, and maybe on others.
    """

    device: Pass
    holders: dict[tuple[date, str], Holder]
    scans: list[Scan]
    lists: set[tuple[int, int]]


def presented(key_hash: str, wanted: Wanted) -> Presented | None:
    """What the device with this key presents; None where there is no such device.

    Everybody who is found is held until the transaction ends, so that two doors that see one badge at once decide
    one after the other; in one order, so that they never wait for each other in a circle. On SQLite whoever has begun
    a transaction is alone anyway.
    """
    if connection.vendor == "postgresql":
        return _by_function(key_hash, wanted)
    return _by_statements(key_hash, wanted)


# Its rows are JSON objects with the fields of PassRow, HolderRow and ScanRow.
FACTS = "SELECT * FROM doors_facts_at_door(%s, %s::date[], %s::text[], %s::uuid[], %s)"


def _by_function(key_hash: str, wanted: Wanted) -> Presented | None:
    days, prefixes = {day for day, _ in wanted.prefixes}, [prefix for _, prefix in wanted.prefixes]
    with connection.cursor() as cursor:
        cursor.execute(FACTS, [key_hash, list(days), prefixes, list(wanted.uuids), wanted.since])
        doors, last_seen_at, people, scans, lists = cursor.fetchone()
    if doors is None:
        return None
    return Presented(
        device=replace(pass_in(doors), last_seen_at=last_seen_at),
        holders=holders_in(holder_row(values) for values in people or ()),
        scans=[scan_in(scan_row(values)) for values in scans or ()],
        lists={(entry["session"], entry["delegate"]) for entry in lists or ()},
    )


def _by_statements(key_hash: str, wanted: Wanted) -> Presented | None:
    device = pass_of(key_hash)
    if device is None:
        return None
    people = holders(device.conference, wanted.prefixes)
    delegates = {holder.delegate for holder in people.values()}
    listed = {door.session for door in device.doors.values() if door.rule.session_list is not SessionList.NONE}
    return Presented(
        device=device,
        holders=people,
        scans=known_scans(wanted.uuids, delegates, since=wanted.since),
        lists=on_lists({session for session in listed if session is not None}, delegates),
    )
