"""Lay out a day of the programme: blocks of time, each with an axis, rows of forums and cells of talks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from events.rules.index import ProgrammeIndex
from events.rules.programme import SessionItem, SessionKind, TalkKind
from events.rules.timetable.blocks import BlockSpan, are_parallel, axis_of, is_plenary, stretches
from events.rules.timetable.rows import goes_by_rooms, plenary_rows, row_groups
from events.rules.timetable.shapes import Block, Cell, CellKind, Day, Pause, Row, RowGroup, Tick

__all__ = ["Block", "Cell", "CellKind", "Day", "Pause", "Row", "RowGroup", "Tick", "timetable"]

PAUSES = frozenset({SessionKind.BREAK, SessionKind.SOCIAL})


def timetable(index: ProgrammeIndex, day: date) -> Day:
    """Lay out the sessions of a day. Raise KeyError if the day is not one of the conference's."""
    sessions = index.sessions_by_day[day]
    pauses = [
        Pause(session=session, room=index.room_name(session))
        for session in sessions
        if session.kind in PAUSES and session.forum is None
    ]
    by_rooms = goes_by_rooms(sessions)
    blocks = [
        _block(index, stretch, pauses, by_rooms=by_rooms)
        for stretch in stretches(session for session in sessions if session.kind not in PAUSES)
    ]
    between = [pause for pause in pauses if not any(_lies_in(pause, block) for block in blocks)]
    return Day(on=day, parts=tuple(sorted([*blocks, *between], key=_start)), sessions=tuple(sessions))


def _start(part: Block | Pause) -> datetime:
    return part.starts_at if isinstance(part, Block) else part.session.starts_at


def _lies_in(pause: Pause, block: Block | BlockSpan) -> bool:
    start, end = (block.start, block.end) if isinstance(block, BlockSpan) else (block.starts_at, block.ends_at)
    return start <= pause.session.starts_at and pause.session.ends_at <= end


def _block(index: ProgrammeIndex, stretch: BlockSpan, pauses: list[Pause], *, by_rooms: bool) -> Block:
    inside = [pause for pause in pauses if _lies_in(pause, stretch)]
    breaks = [pause.session for pause in inside]
    axis = axis_of([*stretch.sessions, *breaks], stretch.start, stretch.end)
    in_one_room = all(is_plenary(session) for session in stretch.sessions) and not are_parallel(stretch.sessions)
    groups = () if in_one_room else tuple(row_groups(index, axis, stretch.sessions, by_rooms=by_rooms))
    return Block(
        starts_at=stretch.start,
        ends_at=stretch.end,
        step=axis.step,
        columns=axis.columns,
        ticks=axis.ticks() if in_one_room else _with_pauses(axis.ticks(), stretch.sessions),
        pauses=tuple(inside),
        plenary=tuple(plenary_rows(index, axis, stretch.sessions, breaks)) if in_one_room else (),
        groups=groups,
        by_rooms=by_rooms,
    )


def _with_pauses(ticks: Iterable[Tick], sessions: Iterable[SessionItem]) -> tuple[Tick, ...]:
    """Return the ticks, naming the break on each tick at which at least half of the forums begin one."""
    parts = [session for session in sessions if session.forum is not None]
    breaks = [talk for session in parts for talk in session.talks if talk.kind is TalkKind.BREAK]
    common = Counter(talk.starts_at for talk in breaks)
    titles = {talk.starts_at: talk.title for talk in breaks}
    return tuple(
        replace(tick, pause=titles[tick.at]) if common[tick.at] * 2 >= max(len(parts), 1) else tick for tick in ticks
    )
