import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Conference, Room, Session
from events.operations.feed_rows import Alignment, Values, align, remove
from tests.builders.people import Cast
from tests.builders.programme import a_room, a_session


@pytest.fixture
def conference(cast: Cast) -> Conference:
    return cast.conference


def aligned(conference: Conference, wanted: dict[str, Values], existing: dict[str, Room]) -> Alignment[Room]:
    def make(key: str, values: Values) -> Room:
        return Room(conference=conference, source_key=key, **values)

    return align(Room, wanted, existing=existing, make=make)


def said(name: str, floor: str = "") -> Values:
    return {"name_en": name, "floor": floor}


def test_missing_rows_are_created(conference: Conference) -> None:
    outcome = aligned(conference, {"a": said("A"), "b": said("B")}, {})
    assert outcome.added == {"a", "b"}
    assert outcome.before == {}
    assert {key: row.name_en for key, row in outcome.rows.items()} == {"a": "A", "b": "B"}
    assert set(Room.objects.values_list("source_key", "name_en")) == {("a", "A"), ("b", "B")}


def test_differing_rows_are_updated_and_their_former_values_returned(conference: Conference) -> None:
    changed, same = a_room(conference, "A", floor="1F"), a_room(conference, "B", floor="2F")
    wanted = {"a": said("A", "9F"), "b": said("B", "2F")}
    outcome = aligned(conference, wanted, {"a": changed, "b": same})
    assert outcome.added == frozenset()
    assert outcome.before == {"a": {"name_en": "A", "floor": "1F"}}
    assert outcome.rows == {"a": changed, "b": same}
    assert list(Room.objects.order_by("pk").values_list("floor", flat=True)) == ["9F", "2F"]


def test_equal_rows_are_not_updated(conference: Conference) -> None:
    room = a_room(conference, "A", floor="1F")
    with CaptureQueriesContext(connection) as queries:
        aligned(conference, {"a": said("A", "1F")}, {"a": room})
    assert [query["sql"] for query in queries if query["sql"].startswith("UPDATE")] == []


def test_other_rows_are_left_alone(conference: Conference) -> None:
    a_room(conference, "Hall", floor="1F")
    aligned(conference, {"a": said("A")}, {})
    assert set(Room.objects.values_list("name_en", flat=True)) == {"Hall", "A"}


def test_rows_are_removed(conference: Conference) -> None:
    a_room(conference)
    remove(Room.objects.filter(conference=conference))
    assert not Room.objects.exists()


def test_if_one_row_is_protected_none_is_deleted(conference: Conference) -> None:
    a_room(conference, "A")
    a_session(conference, room=a_room(conference, "B"))
    remove(Room.objects.filter(conference=conference))
    assert Room.objects.count() == 2
    remove(Room.objects.filter(conference=conference), otherwise={"floor": "closed"})
    assert list(Room.objects.values_list("floor", flat=True)) == ["closed", "closed"]
    assert Session.objects.count() == 1
