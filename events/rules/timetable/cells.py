"""Make the cells of a row: their text, and how they fill the row."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from math import ceil

from events.rules.index import ProgrammeIndex, page_name
from events.rules.programme import AppearanceRole, SessionItem, TalkItem, TalkKind
from events.rules.timetable.blocks import Axis
from events.rules.timetable.shapes import Cell, CellKind
from toolkit.text import Text

SHORT_TALK = timedelta(minutes=12)
"""Adjacent talks shorter than this are folded into one bundle."""
FEWEST_IN_BUNDLE = 3
DRAWN_WIDTH = 1044
"""Width of the axis on a desktop screen, in pixels, without the row labels. A cell is three lines high."""
LETTER_WIDTH, CHARACTER_WIDTH = 7.0, 13
FIRST_WIDE = "\u2e80"
PIECES = re.compile(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff-]+(?:-|\s+)?|-")
MOST_LINES, MOST_NAMES = 3, 3
ROOM_FOR_A_NAME, ROOM_FOR_A_TITLE = 48, 84
EMPTY = frozenset({CellKind.GAP, CellKind.PAUSE})
NARROWEST = 36
"""In pixels. A narrower cell has no text, only a mark."""
LEADING = frozenset({AppearanceRole.KEYNOTE, AppearanceRole.SPEAKER, AppearanceRole.PANELLIST, AppearanceRole.GUEST})


def session_cells(index: ProgrammeIndex, axis: Axis, session: SessionItem) -> list[Cell]:
    """Make a cell for each talk, or a single cell for a session with fewer than two talks."""
    if len(session.talks) < 2:
        return [whole_session(index, axis, session)]
    return [_talk_cell(index, axis, session, talk, width=_width(axis, talk)) for talk in session.talks]


def whole_session(index: ProgrammeIndex, axis: Axis, session: SessionItem) -> Cell:
    """Make one cell of a session. It shows the only talk, or else the session's title and its items."""
    talk = session.talks[0] if len(session.talks) == 1 else None
    who, house = _people(index, talk, session, width=_width(axis, session))
    return Cell(
        kind=CellKind.CLOSED if session.is_closed else CellKind.SESSION,
        span=axis.column(session.ends_at) - axis.column(session.starts_at),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        session=session,
        talk=talk,
        who=who,
        house=house,
        what=talk.title if talk and talk.title else session.title,
        items=session.talks if talk is None else (),
    )


def pause_cell(axis: Axis, session: SessionItem) -> Cell:
    """Make the cell of a break between plenary lectures."""
    return Cell(
        kind=CellKind.PAUSE,
        span=axis.column(session.ends_at) - axis.column(session.starts_at),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        session=session,
        what=session.title,
    )


def lanes(axis: Axis, cells: Iterable[Cell]) -> list[tuple[Cell, ...]]:
    """Distribute the cells over as few lines as possible without overlap. The spans of each line add up to the axis.

    No cell on the axis is lost: one that overlaps goes to the next line, and one without duration gets one column.
    """
    drawn: list[list[Cell]] = []
    ends: list[int] = []
    for cell in sorted(cells, key=lambda each: (each.starts_at, each.ends_at)):
        if not _touches(axis, cell):
            continue
        start = min(axis.column(cell.starts_at), axis.columns - 1)
        end = max(axis.column(cell.ends_at), start + 1)
        lane = next((place for place, until in enumerate(ends) if until <= start), None)
        if lane is None:
            lane = len(drawn)
            drawn.append([])
            ends.append(0)
        if start > ends[lane]:
            drawn[lane].append(_gap(axis, start - ends[lane]))
        drawn[lane].append(cell if cell.span == end - start else replace(cell, span=end - start))
        ends[lane] = end
    for lane, until in enumerate(ends):
        if until < axis.columns:
            drawn[lane].append(_gap(axis, axis.columns - until))
    return [tuple(lane) for lane in drawn]


def _touches(axis: Axis, cell: Cell) -> bool:
    """Return whether part of the cell is on the axis. A moment at either end of the axis counts."""
    lasts = cell.ends_at > cell.starts_at
    is_over = cell.ends_at <= axis.start if lasts else cell.ends_at < axis.start
    is_to_come = cell.starts_at >= axis.end if lasts else cell.starts_at > axis.end
    return not (is_over or is_to_come)


def _gap(axis: Axis, span: int) -> Cell:
    return Cell(kind=CellKind.GAP, span=span, starts_at=axis.start, ends_at=axis.start)


def _talk_cell(index: ProgrammeIndex, axis: Axis, session: SessionItem, talk: TalkItem, *, width: float) -> Cell:
    who, house = _people(index, talk, session, width=width)
    return Cell(
        kind=CellKind.PAUSE if talk.kind is TalkKind.BREAK else CellKind.TALK,
        span=axis.column(talk.ends_at) - axis.column(talk.starts_at),
        starts_at=talk.starts_at,
        ends_at=talk.ends_at,
        session=session,
        talk=talk,
        who=who,
        house=house,
        what=talk.title,
        is_tall=max(_lines(who.zh, width), _lines(who.en, width)) > MOST_LINES,
    )


def bundled(index: ProgrammeIndex, axis: Axis, lane: Sequence[Cell]) -> tuple[Cell, ...]:
    """Fold adjacent short talks into one cell, and widen narrow cells into the gap after them."""
    cells: list[Cell] = []
    for run in _runs(lane):
        cells += [_bundle(index, axis, run)] if len(run) >= FEWEST_IN_BUNDLE else run
    return _eased(axis, cells)


def _runs(cells: Iterable[Cell]) -> list[list[Cell]]:
    """Group adjacent short talks; every other cell is a group of its own."""
    runs: list[list[Cell]] = []
    for cell in cells:
        joins = runs and _is_short(cell) and _is_short(runs[-1][-1]) and runs[-1][-1].ends_at == cell.starts_at
        if joins:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return runs


def _is_short(cell: Cell) -> bool:
    is_talk = cell.talk is not None and cell.talk.kind is TalkKind.TALK and not cell.is_cancelled
    return is_talk and cell.ends_at - cell.starts_at < SHORT_TALK


def _bundle(index: ProgrammeIndex, axis: Axis, cells: Sequence[Cell]) -> Cell:
    inside = [(cell.session, cell.talk) for cell in cells if cell.session and cell.talk]
    names = [page_name(person.speaker) for _session, talk in inside for person in index.on_stage(talk.people)]
    return Cell(
        kind=CellKind.BUNDLE,
        span=sum(cell.span for cell in cells),
        starts_at=cells[0].starts_at,
        ends_at=cells[-1].ends_at,
        session=cells[0].session,
        who=Text(zh=f"快报 {len(cells)} 则", en=f"{len(cells)} flash talks"),
        what=Text(zh="、".join(name.zh for name in names), en=", ".join(name.en for name in names)),
        folded=tuple(_talk_cell(index, axis, session, talk, width=DRAWN_WIDTH) for session, talk in inside),
    )


def _eased(axis: Axis, cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Widen cells too narrow for a name, at the expense of the gap after them. The sum of the spans stays the same."""
    eased = list(cells)
    enough = ceil(ROOM_FOR_A_TITLE * axis.columns / DRAWN_WIDTH)
    for place, (cell, after) in enumerate(pairwise(cells)):
        is_narrow = cell.kind not in EMPTY and DRAWN_WIDTH * cell.span / axis.columns < ROOM_FOR_A_NAME
        if is_narrow and after.kind is CellKind.GAP and after.span > 1:
            taken = min(after.span - 1, enough - cell.span)
            eased[place] = replace(cell, span=cell.span + taken)
            eased[place + 1] = replace(after, span=after.span - taken)
    return tuple(eased)


def _people(index: ProgrammeIndex, talk: TalkItem | None, session: SessionItem, *, width: float) -> tuple[Text, Text]:
    """Return as many names as fit, and the affiliation of the first person.

    Chairs, hosts and moderators are named only if nobody else is on stage. If nobody is, the talk's placeholder is
    returned.
    """
    people = index.on_stage(talk.people if talk else session.people)
    speaking = [person for person in people if person.role in LEADING] or people
    if not speaking:
        return (talk.placeholder if talk else Text()), Text()
    names = [page_name(person.speaker) for person in speaking]
    zh = _fitting([name.zh for name in names], joint="、", others=" 等", width=width)
    en = _fitting([name.en for name in names], joint=", ", others=" et al.", width=width)
    return Text(zh=zh, en=en), speaking[0].speaker.affiliation


def _fitting(names: Sequence[str], *, joint: str, others: str, width: float) -> str:
    """Join up to MOST_NAMES names on two lines, which leaves the third to the title. The first is always included."""
    for count in range(min(len(names), MOST_NAMES), 0, -1):
        words = joint.join(names[:count]) + (others if count < len(names) else "")
        if _lines(words, width) < MOST_LINES:
            return words
    return names[0] + (others if len(names) > 1 else "")


def _width(axis: Axis, item: SessionItem | TalkItem) -> float:
    minutes = (min(item.ends_at, axis.end) - max(item.starts_at, axis.start)) / timedelta(minutes=1)
    return max(DRAWN_WIDTH * minutes / (axis.columns * axis.step) - 9, 1)


def _lines(words: str, width: float) -> int:
    """Estimate the number of lines. They break after spaces and hyphens, and between Chinese characters."""
    if width < NARROWEST:
        return 0
    lines, room = 1, width
    for piece in PIECES.findall(words):
        drawn = sum(CHARACTER_WIDTH if letter >= FIRST_WIDE else LETTER_WIDTH for letter in piece.rstrip())
        if drawn > room and room < width:
            lines, room = lines + 1, width
        if drawn > width:
            lines += int(drawn / width)
        room -= drawn + (LETTER_WIDTH / 2 if piece.endswith(" ") else 0)
    return lines
