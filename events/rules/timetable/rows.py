"""Make the rows of a block: forums grouped by letter, or rooms if forums move between rooms."""

from collections.abc import Iterable, Sequence

from events.rules.index import ProgrammeIndex
from events.rules.programme import ForumItem, SessionItem
from events.rules.timetable.blocks import Axis, is_plenary
from events.rules.timetable.cells import bundled, lanes, pause_cell, session_cells, whole_session
from events.rules.timetable.shapes import Row, RowGroup
from toolkit.text import Text

WANDERING = 1.5
"""Rows are rooms if there are at least this many times as many pairs of forum and room as rooms."""


def plenary_rows(
    index: ProgrammeIndex, axis: Axis, sessions: Sequence[SessionItem], breaks: Iterable[SessionItem]
) -> Iterable[Row]:
    """Put plenary sessions and the breaks between them in one row, or in more if some overlap."""
    first = sessions[0]
    cells = [whole_session(index, axis, session) for session in sessions]
    cells += [pause_cell(axis, session) for session in breaks]
    for lane in lanes(axis, cells):
        yield Row(label=first.label, title=first.title, room=index.room_name(first), cells=lane)


def goes_by_rooms(sessions: Iterable[SessionItem]) -> bool:
    """Return whether forums move between rooms so much that a row for each forum and room would be mostly gaps."""
    placed = [session for session in sessions if session.room is not None and session.forum is not None]
    pairs = {(session.forum, session.room) for session in placed}
    return len(pairs) >= WANDERING * max(len({session.room for session in placed}), 1)


def row_groups(
    index: ProgrammeIndex, axis: Axis, sessions: Sequence[SessionItem], *, by_rooms: bool
) -> Iterable[RowGroup]:
    """Yield the forums by letter, or the rooms; then the sessions with neither; then the closed-door meetings."""
    closed = [session for session in sessions if session.is_closed]
    if by_rooms:
        placed = [session for session in sessions if session.room is not None and not session.is_closed]
        rows = tuple(_room_rows(index, axis, placed))
        if rows:
            yield RowGroup(letter="", title=Text(), rows=rows)
        rest = [session for session in sessions if session.room is None and not session.is_closed]
    else:
        yield from _forum_groups(index, axis, sessions)
        rest = [session for session in sessions if is_plenary(session)]
    if rest:
        rows = tuple(_own_rows(index, axis, rest))
        yield RowGroup(letter="", title=Text(zh="其他活动", en="Also on"), rows=rows)
    if closed:
        rows = tuple(_own_rows(index, axis, closed))
        yield RowGroup(letter="", title=Text(zh="闭门会", en="Closed-door meetings"), rows=rows)


def _forum_groups(index: ProgrammeIndex, axis: Axis, sessions: Sequence[SessionItem]) -> Iterable[RowGroup]:
    titles = {group.letter: group.title for group in index.programme.groups}
    for letter in [*titles, ""]:
        rows = [
            row
            for forum in index.programme.forums
            if (forum.group if forum.group in titles else "") == letter
            for row in _forum_rows(index, axis, forum, sessions)
        ]
        if rows:
            yield RowGroup(letter=letter, title=titles.get(letter, Text()), rows=tuple(rows))


def _forum_rows(index: ProgrammeIndex, axis: Axis, forum: ForumItem, sessions: Sequence[SessionItem]) -> Iterable[Row]:
    """Yield a row for each room that the forum uses, and more if its talks overlap there."""
    of_room: dict[str | None, list[SessionItem]] = {}
    for session in sessions:
        if session.forum == forum.number and not session.is_closed:
            of_room.setdefault(session.room, []).append(session)
    for held in of_room.values():
        drawn = [cell for session in held for cell in session_cells(index, axis, session)]
        for lane in lanes(axis, drawn):
            room = index.room_name(held[0])
            cells = bundled(index, axis, lane)
            yield Row(forum=forum, label=str(forum.number), title=forum.title, room=room, cells=cells)


def _room_rows(index: ProgrammeIndex, axis: Axis, sessions: Sequence[SessionItem]) -> Iterable[Row]:
    for key, room in index.rooms.items():
        held = [session for session in sessions if session.room == key]
        cells = [cell for session in held for cell in session_cells(index, axis, session)]
        for lane in lanes(axis, cells):
            yield Row(label="", title=room.name, room=Text(), cells=bundled(index, axis, lane))


def _own_rows(index: ProgrammeIndex, axis: Axis, sessions: Sequence[SessionItem]) -> Iterable[Row]:
    """Yield a row for each session, and more if its talks overlap."""
    for session in sessions:
        room = Text() if session.is_closed else index.room_name(session)
        cells = [whole_session(index, axis, session)] if session.is_closed else session_cells(index, axis, session)
        for lane in lanes(axis, cells):
            yield Row(session=session, label=session.label, title=session.title, room=room, cells=lane)
