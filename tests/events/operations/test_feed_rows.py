from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Conference, Room, Session
from events.operations.feed_rows import Alignment, align, remove
from events.rules.edits import Edit
from tests.builders.people import Cast
from tests.builders.programme import a_room, a_session


@dataclass(frozen=True, slots=True, kw_only=True)
class Said(Edit):
    name_en: str
    floor: str = ""


@pytest.fixture
def conference(cast: Cast) -> Conference:
    return cast.conference


def aligned(conference: Conference, wanted: dict[str, Said], existing: dict[str, Room]) -> Alignment[Room, Said]:
    return align(
        Room, wanted, existing=existing, make=lambda key: Room(conference=conference, source_key=key, capacity=5)
    )


def said(name: str, floor: str = "") -> Said:
    return Said(name_en=name, floor=floor)


def test_missing_rows_are_created(conference: Conference) -> None:
    outcome = aligned(conference, {"a": said("A"), "b": said("B")}, {})
    assert outcome.added == {"a", "b"}
    assert outcome.before == {}
    assert {key: row.name_en for key, row in outcome.rows.items()} == {"a": "A", "b": "B"}
    assert set(Room.objects.values_list("source_key", "name_en", "capacity")) == {("a", "A", 5), ("b", "B", 5)}


def test_differing_rows_are_updated_and_their_former_values_returned(conference: Conference) -> None:
    changed, same = a_room(conference, "A", floor="1F"), a_room(conference, "B", floor="2F")
    wanted = {"a": said("A", "9F"), "b": said("B", "2F")}
    outcome = aligned(conference, wanted, {"a": changed, "b": same})
    assert outcome.added == frozenset()
    assert outcome.before == {"a": said("A", "1F")}
    assert outcome.rows == {"a": changed, "b": same}
    assert list(Room.objects.order_by("pk").values_list("floor", flat=True)) == ["9F", "2F"]


def test_equal_rows_are_not_updated(conference: Conference) -> None:
    room = a_room(conference, "A", floor="1F")
    with CaptureQueriesContext(connection) as queries:
        aligned(conference, {"a": said("A", "1F")}, {"a": room})
    assert [query["sql"] for query in queries if query["sql"].startswith("UPDATE")] == []


@pytest.mark.parametrize("count", [1, 3])
def test_two_statements_create_and_update_any_number_of_rows(conference: Conference, count: int) -> None:
    there = {f"old {n}": a_room(conference, f"Old {n}") for n in range(count)}
    wanted = {key: said(key, "9F") for key in (*there, *(f"new {n}" for n in range(count)))}
    with CaptureQueriesContext(connection) as queries:
        aligned(conference, wanted, there)
    writing = [query["sql"].split()[0] for query in queries if not query["sql"].split()[0].endswith("SAVEPOINT")]
    assert writing == ["INSERT", "UPDATE"]
    assert set(Room.objects.values_list("floor", flat=True)) == {"9F"}


def test_other_rows_are_left_alone(conference: Conference) -> None:
    a_room(conference, "Hall", floor="1F")
    aligned(conference, {"a": said("A")}, {})
    assert set(Room.objects.values_list("name_en", flat=True)) == {"Hall", "A"}


def test_rows_are_removed(conference: Conference) -> None:
    a_room(conference)
    assert remove(Room.objects.filter(conference=conference))
    assert not Room.objects.exists()


def test_if_one_row_is_protected_none_is_deleted(conference: Conference) -> None:
    a_room(conference, "A")
    a_session(conference, room=a_room(conference, "B"))
    assert not remove(Room.objects.filter(conference=conference))
    assert (Room.objects.count(), Session.objects.count()) == (2, 1)
