from dataclasses import dataclass, fields, replace
from datetime import date, time

import pytest
from django.db.models import Model

from events.models import Conference, Forum, ForumGroup, Room, Session, Talk, Venue
from events.rules.edits import (
    ConferenceEdit,
    Edit,
    ForumEdit,
    GroupEdit,
    RoomEdit,
    SessionEdit,
    TalkEdit,
    VenueEdit,
)
from tests.builders.people import NOW

FED = {"feed", "source_key"}
"""What only an import writes."""
REVIEWED = {
    *("approved_part", "approved_at", "approved_by_id", "reopened_until", "changed_at", "changed_by_id", "reminded_at"),
}
"""What the steps between the centre and the hosts write."""
NOT_EDITED: dict[type[Model], tuple[type[Edit], set[str]]] = {
    Conference: (
        ConferenceEdit,
        {
            *("id", "organisation_id", "slug", "state", "public_version", "withdrawn_photos", "is_example", "feed"),
            "created_at",
            *("submit_by", "locks_rooms", "locks_times", "locks_titles", "unapproved"),
            *("walk_same_floor", "walk_other_floor", "walk_other_venue"),
        },
    ),
    Venue: (VenueEdit, {"id", "conference_id", "position"}),
    Room: (RoomEdit, {"id", "conference_id", "venue_id", "position", *FED}),
    ForumGroup: (GroupEdit, {"id", "conference_id", "position"}),
    Forum: (ForumEdit, {"id", "conference_id", "state", *REVIEWED, *FED}),
    Session: (SessionEdit, {"id", "conference_id", "code", *FED}),
    Talk: (TalkEdit, {"id", "conference_id", "session_id", "forum_id", "code", "position", "is_pinned", *FED}),
}


@pytest.mark.parametrize("model", NOT_EDITED, ids=lambda model: model.__name__)
def test_every_column_is_in_the_edit_or_named_here(model: type[Model]) -> None:
    edit, others = NOT_EDITED[model]
    edited = {field.name for field in fields(edit)}
    assert not edited & others
    assert edited | others == {field.attname for field in model._meta.concrete_fields}


@pytest.mark.parametrize("model", NOT_EDITED, ids=lambda model: model.__name__)
def test_defaults_are_those_of_the_model(model: type[Model]) -> None:
    edit, _ = NOT_EDITED[model]
    required = {
        "starts_on": date(2027, 4, 16),
        "ends_on": date(2027, 4, 18),
        "letter": "A",
        "number": 1,
        "kind": "talk",
    }
    required |= {"starts_at": NOW, "ends_at": NOW}
    needed = {name: value for name, value in required.items() if name in {field.name for field in fields(edit)}}
    assert edit(**needed).changes(model(**needed)) == ()


@dataclass
class Row:
    name_zh: str = "太湖厅"
    name_en: str = "Taihu Hall"
    floor: str = "2F"
    capacity: int | None = 160
    equipment: tuple[str, ...] = ()
    other: time = time(5)


def test_an_unchanged_edit_of_a_row_has_no_changes() -> None:
    edit = RoomEdit.of(Row())
    columns = {"name_zh": "太湖厅", "name_en": "Taihu Hall", "floor": "2F", "capacity": 160, "equipment": ()}
    assert edit.columns() == columns
    assert edit.names() == tuple(columns)
    assert edit.changes(Row()) == ()


def test_changes_are_the_columns_that_differ() -> None:
    edit = replace(RoomEdit.of(Row()), capacity=None, floor="2F", name_en="")
    assert edit.changes(Row()) == ("name_en", "capacity")
