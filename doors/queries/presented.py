"""Everything that a batch of records is decided by: one statement on PostgreSQL, five to seven on SQLite."""

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
    """What a batch refers to.

    `prefixes` are the badges presented, by (day, prefix); `uuids` its records and the attempts that they follow;
    `since` is the time from which the earlier scans of these people matter.
    """

    prefixes: Collection[tuple[date, str]]
    uuids: Collection[UUID]
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Presented:
    """What is stored about it. `scans` are those with the wanted UUIDs and the people's since the wanted time, by time.

    `lists` has (session, delegate) for the lists that the device's checkpoints require, and possibly for others.
    """

    device: Pass
    holders: dict[tuple[date, str], Holder]
    scans: list[Scan]
    lists: set[tuple[int, int]]


def presented(key_hash: str, wanted: Wanted) -> Presented | None:
    """Return what is stored about a batch of the device with this key; None if there is no such device.

    Locks the delegates until the transaction ends, so that two devices that see one badge at once decide one after the
    other; always in the same order, so that they do not deadlock. SQLite runs one writing transaction at a time anyway.
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
