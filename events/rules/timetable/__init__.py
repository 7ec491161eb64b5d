"""A day of the programme, drawn: blocks of time, each with its own axis, rows of forums, cells of talks."""

from datetime import date, datetime

from events.rules.index import ProgrammeIndex
from events.rules.programme import SessionKind
from events.rules.timetable.blocks import Stretch, are_parallel, axis_of, is_plenary, stretches
from events.rules.timetable.rows import plenary_rows, row_groups
from events.rules.timetable.shapes import Block, Cell, CellKind, Day, Pause, Row, RowGroup, Tick

__all__ = ["Block", "Cell", "CellKind", "Day", "Pause", "Row", "RowGroup", "Tick", "timetable"]

PAUSES = frozenset({SessionKind.BREAK, SessionKind.SOCIAL})


def timetable(index: ProgrammeIndex, day: date) -> Day:
    """The drawn day; KeyError where the conference has no such day."""
    sessions = index.sessions_by_day[day]
    pauses = [
        Pause(session=session, room=index.room_name(session))
        for session in sessions
        if session.kind in PAUSES and session.forum is None
    ]
    blocks = [
        _block(index, stretch, pauses)
        for stretch in stretches(session for session in sessions if session.kind not in PAUSES)
    ]
    between = [pause for pause in pauses if not any(_lies_in(pause, block) for block in blocks)]
    return Day(on=day, parts=tuple(sorted([*blocks, *between], key=_start)), sessions=tuple(sessions))


def _start(part: Block | Pause) -> datetime:
    return part.starts_at if isinstance(part, Block) else part.session.starts_at


def _lies_in(pause: Pause, block: Block | Stretch) -> bool:
    start, end = (block.start, block.end) if isinstance(block, Stretch) else (block.starts_at, block.ends_at)
    return start <= pause.session.starts_at and pause.session.ends_at <= end


def _block(index: ProgrammeIndex, stretch: Stretch, pauses: list[Pause]) -> Block:
    inside = [pause for pause in pauses if _lies_in(pause, stretch)]
    breaks = [pause.session for pause in inside]
    axis = axis_of([*stretch.sessions, *breaks], stretch.start, stretch.end)
    in_one_room = all(is_plenary(session) for session in stretch.sessions) and not are_parallel(stretch.sessions)
    return Block(
        starts_at=stretch.start,
        ends_at=stretch.end,
        step=axis.step,
        columns=axis.columns,
        ticks=axis.ticks(),
        pauses=tuple(inside),
        plenary=tuple(plenary_rows(index, axis, stretch.sessions, breaks)) if in_one_room else (),
        groups=() if in_one_room else tuple(row_groups(index, axis, stretch.sessions)),
    )
