"""Changing and removing a row that somebody else changes at the same moment."""

from dataclasses import replace

import pytest
from django.utils import translation

from events.models import AuditEntry, Room, Session, Venue
from events.operations.office.changes import (
    LONGEST_TOLD,
    InUse,
    Overtaken,
    Vanished,
    change_row,
    fill,
    label_of,
    lock_row,
    remove_row,
)
from events.rules.edits import RoomEdit, SessionEdit
from events.rules.office.roles import Role
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_room, a_session, a_talk


def changed(cast: Cast, room: Room, **fields: object) -> dict[str, list[str]]:
    edit = replace(RoomEdit.of(room), **fields)  # type: ignore[arg-type]  # a test's
    return change_row(room, edit, conference=cast.conference, by=cast.members[Role.OWNER], now=NOW)


def test_differing_columns_are_saved_and_audited(cast: Cast) -> None:
    told = changed(cast, a_room(cast.conference), floor="3F", capacity=None, name_zh="A201")
    assert told == {"floor": ["2F", "3F"], "capacity": ["160", ""]}
    assert Room.objects.values_list("floor", "capacity", "name_zh").get() == ("3F", None, "A201")
    entry = AuditEntry.objects.get()
    assert (entry.deed, entry.details, entry.by, entry.at) == ("change", told, cast.members[Role.OWNER], NOW)
    assert entry.conference == cast.conference


def test_an_edit_without_changes_writes_nothing(cast: Cast) -> None:
    assert changed(cast, a_room(cast.conference)) == {}
    assert not AuditEntry.objects.exists()


def test_the_callers_row_is_not_modified(cast: Cast) -> None:
    room = a_room(cast.conference)
    changed(cast, room, floor="3F")
    assert room.floor == "2F"


def test_a_row_is_filled_in_the_given_columns_and_not_saved(cast: Cast) -> None:
    room = a_room(cast.conference)
    fill(room, RoomEdit(name_zh="太湖厅", name_en="Taihu Hall", floor="3F"), columns=["name_zh", "floor"])
    assert (room.name_zh, room.floor, room.name_en, room.capacity) == ("太湖厅", "3F", "A201", 160)
    assert Room.objects.get().floor == "2F"


def test_a_related_row_is_audited_by_its_name(cast: Cast) -> None:
    session, room = a_session(cast.conference), a_room(cast.conference)
    edit = replace(SessionEdit.of(session), room_id=room.pk)
    told = change_row(session, edit, conference=cast.conference, by=None, now=NOW)
    assert told == {"room": ["", room.name_zh]}
    assert Session.objects.get().room == room


def test_long_texts_are_cut_in_the_audit_log(cast: Cast) -> None:
    session = a_session(cast.conference)
    edit = replace(SessionEdit.of(session), description_en="x" * (LONGEST_TOLD + 1))
    told = change_row(session, edit, conference=cast.conference, by=None, now=NOW)
    assert told == {"description_en": ["", "x" * 200]}
    assert len(Session.objects.get().description_en) == LONGEST_TOLD + 1


def test_a_change_is_refused_if_the_column_has_changed_since_it_was_read(cast: Cast) -> None:
    room = a_room(cast.conference)
    mine, theirs = Room.objects.get(pk=room.pk), Room.objects.get(pk=room.pk)
    changed(cast, theirs, floor="9F")
    with pytest.raises(Overtaken):
        changed(cast, mine, floor="3F", capacity=7)
    assert Room.objects.values_list("floor", "capacity").get() == ("9F", 160)


def test_changes_of_different_columns_do_not_conflict(cast: Cast) -> None:
    room = a_room(cast.conference)
    mine, theirs = Room.objects.get(pk=room.pk), Room.objects.get(pk=room.pk)
    changed(cast, theirs, floor="9F")
    assert changed(cast, mine, capacity=7) == {"capacity": ["160", "7"]}
    assert Room.objects.values_list("floor", "capacity").get() == ("9F", 7)


def test_two_equal_changes_do_not_conflict(cast: Cast) -> None:
    room = a_room(cast.conference)
    mine, theirs = Room.objects.get(pk=room.pk), Room.objects.get(pk=room.pk)
    changed(cast, theirs, floor="9F")
    assert changed(cast, mine, floor="9F") == {}


def test_a_removed_row_is_reported_as_vanished(cast: Cast) -> None:
    room = a_room(cast.conference)
    stale = Room.objects.get(pk=room.pk)
    room.delete()
    with pytest.raises(Vanished):
        changed(cast, stale, floor="9F")
    with pytest.raises(Vanished):
        remove_row(stale, conference=cast.conference, by=None, now=NOW)
    with pytest.raises(Vanished):
        lock_row(stale)


def test_locking_a_row_returns_its_present_values(cast: Cast) -> None:
    room = a_room(cast.conference)
    Room.objects.update(floor="9F")
    assert (lock_row(room).floor, room.floor) == ("9F", "2F")


def test_removing_a_row_is_audited_with_its_name(cast: Cast) -> None:
    room = a_room(cast.conference)
    remove_row(room, conference=cast.conference, by=cast.members[Role.OWNER], now=NOW)
    entry = AuditEntry.objects.get()
    assert (entry.deed, entry.subject_key, entry.details) == ("remove", str(room.pk), {"name": "A201"})
    assert not Room.objects.exists()


def test_a_row_in_use_says_by_what_and_how_often(cast: Cast) -> None:
    session = a_session(cast.conference)
    for minute in (0, 20):
        a_talk(session, minute)
    with pytest.raises(InUse) as refusal:
        remove_row(session, conference=cast.conference, by=None, now=NOW)
    assert refusal.value.by == {"talk": 2}
    remove_row(session, conference=cast.conference, by=None, now=NOW, but_for=["talk"])
    assert not Session.objects.exists()


def test_the_label_of_a_row_does_not_depend_on_the_language(cast: Cast) -> None:
    room = a_room(cast.conference, "太湖厅", name_en="Taihu Hall")
    with translation.override("en"):
        assert label_of(room) == "太湖厅"
    assert len(label_of(Venue(name_zh="馆" * 300))) == LONGEST_TOLD
