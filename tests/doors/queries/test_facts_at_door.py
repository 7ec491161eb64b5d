"""The door's SQL function returns the fields of the Python rows, and the same facts as the separate queries."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import NoneType
from typing import NamedTuple, get_args, get_origin, get_type_hints

import pytest
from django.db import connection

import doors as doors_app
from doors.access import hashed
from doors.models import Scan
from doors.operations.doordays import complete_prefixes, open_door_day
from doors.queries import doors as door_queries
from doors.queries import holders as holder_queries
from doors.queries.doors import PassRow
from doors.queries.holders import HolderRow
from doors.queries.presented import FACTS, Presented, Wanted, _by_function, _by_statements, arguments_of_facts
from doors.queries.rows import FROM_TEXT
from doors.queries.scans import ScanRow
from registration.operations.credentials import issue_credential
from registration.operations.reissue import reissue_credential
from tests.builders.doors import (
    Doors,
    Scanner,
    a_category,
    a_checkpoint,
    a_delegate,
    a_follower,
    an_attempt,
    an_invitation,
    prefix_on,
)
from tests.builders.people import NOW

SQL = max((Path(doors_app.__file__).parent / "sql").glob("facts_at_door_v*.sql")).read_text()
ON_POSTGRESQL = pytest.mark.skipif(connection.vendor != "postgresql", reason="the function is PostgreSQL's")


class OnList(NamedTuple):
    """An entry of the function's `lists`, which `presented` reads into a pair."""

    session: int
    delegate: int


ROWS: dict[str, type[PassRow | HolderRow | ScanRow | OnList]] = {
    "doors": PassRow,
    "people": HolderRow,
    "scans": ScanRow,
    "lists": OnList,
}


def keys_built_in_sql() -> list[tuple[str, ...]]:
    """Return the keys of each JSON object that the function builds, in the order of its source."""
    objects = re.findall(r"json_build_object\(([^()]*)\)", SQL)
    return [tuple(re.findall(r"'(\w+)', [\w.]+", arguments)) for arguments in objects]


def test_the_text_of_the_function_names_the_fields_of_every_row() -> None:
    assert keys_built_in_sql() == [row._fields for row in ROWS.values()]
    assert "json_build_array" not in SQL


@pytest.mark.parametrize(
    ("columns", "row"), [(door_queries.COLUMNS, PassRow), (holder_queries.COLUMNS, HolderRow)], ids=["doors", "people"]
)
def test_the_statements_name_the_fields_too(columns: dict[str, str], row: type[PassRow | HolderRow]) -> None:
    assert tuple(columns) == row._fields


@pytest.fixture
def wanted(doors: Doors, at_nine: None) -> Wanted:
    """Create rows that fill every column: credentials and invitations, doors with every rule, scans with followers."""
    bearer = a_delegate(doors.conference, doors.category, "沈以宁")
    hall = a_checkpoint(
        doors.conference,
        "Hall",
        room=doors.meeting.room,
        session=doors.meeting,
        opens_at=NOW - timedelta(hours=1),
        closes_at=NOW + timedelta(hours=1),
        capacity=3,
    )
    hall.categories.set([doors.category, a_category(doors.conference, "press")])
    doors.device.checkpoints.add(hall)
    an_invitation(doors.meeting, doors.delegate)
    lost = prefix_on(issue_credential(bearer, now=NOW), NOW.date())
    fresh = prefix_on(reissue_credential(bearer.credentials.get(), by=None, now=NOW), NOW.date())
    badges = [prefix_on(doors.credential, NOW.date()), lost, fresh]
    complete_prefixes(open_door_day(doors.conference, NOW.date()))
    first = an_attempt(doors, verdict="admit", reason="ok")
    Scanner("north").send(first, a_follower("override", first, verdict="refuse", note="Lent pass"))
    Scanner("north").send(an_attempt(doors, reading="malformed", prefix=""), an_attempt(doors, hall, prefix=fresh))
    doors.device.revoked_at = NOW
    doors.device.save(update_fields=["revoked_at"])
    return Wanted(
        keys={hashed("north")},
        prefixes={(NOW.date(), badge) for badge in badges},
        uuids=set(Scan.objects.filter(delegate__isnull=True).values_list("uuid", flat=True)),
        since=NOW - timedelta(hours=26),
    )


def fits(value: object, hint: object) -> bool:
    """Return whether a JSON value has this type; types that JSON lacks, such as dates, must be strings."""
    kinds = get_args(hint) if get_origin(hint) is not dict and get_args(hint) else (get_origin(hint) or hint,)
    return any(type(value) is (str if kind in FROM_TEXT else kind) for kind in kinds)


def objects_of_function(wanted: Wanted) -> dict[str, list[dict[str, object]]]:
    with connection.cursor() as cursor:
        in_json = FACTS.replace("* FROM", "doors[1]::json, people, scans, lists FROM")
        cursor.execute(in_json, arguments_of_facts(wanted))
        return dict(zip(ROWS, cursor.fetchone(), strict=True))


@ON_POSTGRESQL
def test_the_functions_objects_have_the_keys_and_types_of_the_rows(wanted: Wanted) -> None:
    for name, objects in objects_of_function(wanted).items():
        hints = get_type_hints(ROWS[name])
        unlike = {(key, repr(each[key])) for each in objects for key in each if not fits(each[key], hints.get(key))}
        assert unlike == set(), name
        assert all(tuple(each) == ROWS[name]._fields for each in objects), name
        # A column that is always null would have its type unchecked.
        assert {key for each in objects for key in each if each[key] is not None} == set(ROWS[name]._fields), name
        empty = {key for each in objects for key in each if each[key] is None}
        assert empty <= {key for key, hint in hints.items() if NoneType in get_args(hint)}, name


def plain(scans: Iterable[Scan]) -> list[dict[str, object]]:
    """Return the columns that both readers fill, with the device's name and the checkpoint's room."""
    columns = [field for field in ScanRow._fields if field not in {"scanner", "room"}]
    return [
        {name: getattr(scan, name) for name in columns}
        | {"scanner": scan.device and scan.device.name, "room": scan.checkpoint.room_id}
        for scan in scans
    ]


def in_plain(found: Presented) -> tuple[object, ...]:
    return found.devices, found.holders, plain(found.scans), found.lists


@ON_POSTGRESQL
def test_the_function_gives_what_the_statements_give(wanted: Wanted) -> None:
    by_function, by_statements = _by_function(wanted), _by_statements(wanted)

    assert in_plain(by_function) == in_plain(by_statements)
    assert (len(by_statements.holders), len(by_statements.scans), len(by_statements.lists)) == (3, 4, 1)


@ON_POSTGRESQL
def test_function_and_statements_read_several_devices_at_once_and_leave_out_unknown_ones(wanted: Wanted) -> None:
    several = replace(wanted, keys={hashed("north"), hashed("south"), hashed("stranger")})
    by_function, by_statements = _by_function(several), _by_statements(several)

    assert in_plain(by_function) == in_plain(by_statements)
    assert set(by_function.devices) == {hashed("north"), hashed("south")}


@ON_POSTGRESQL
def test_function_and_statements_read_nothing_for_unknown_devices(wanted: Wanted) -> None:
    strangers = replace(wanted, keys={hashed("stranger")})

    assert in_plain(_by_function(strangers)) == in_plain(_by_statements(strangers)) == ({}, {}, [], set())
