"""Changing a row that somebody else changes at the same moment."""

from dataclasses import replace

import pytest

from events.models import Room
from events.operations.office.changes import Overtaken
from events.operations.rooms import change_room
from events.rules.edits import RoomEdit
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_room


def test_a_change_that_was_overtaken_since_the_row_was_read_is_refused(cast: Cast) -> None:
    room = a_room(cast.conference)
    mine, theirs = Room.objects.get(pk=room.pk), Room.objects.get(pk=room.pk)
    change_room(theirs, replace(RoomEdit.of(theirs), floor="9F"), by=None, now=NOW)
    with pytest.raises(Overtaken):
        change_room(mine, replace(RoomEdit.of(mine), floor="3F"), by=None, now=NOW)
    assert Room.objects.get(pk=room.pk).floor == "9F"


def test_a_change_of_another_column_stands_beside_it(cast: Cast) -> None:
    room = a_room(cast.conference)
    mine, theirs = Room.objects.get(pk=room.pk), Room.objects.get(pk=room.pk)
    change_room(theirs, replace(RoomEdit.of(theirs), floor="9F"), by=None, now=NOW)
    change_room(mine, replace(RoomEdit.of(mine), capacity=7), by=None, now=NOW)
    assert Room.objects.values_list("floor", "capacity").get(pk=room.pk) == ("9F", 7)
