"""The cells of a row: what stands in them, and how they fill it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from events.rules.index import ProgrammeIndex, page_name
from events.rules.programme import AppearanceRole, SessionItem, TalkItem, TalkKind
from events.rules.timetable.blocks import Axis
from events.rules.timetable.shapes import Cell, CellKind
from portal.toolkit.text import Text

SHORT_TALK = timedelta(minutes=12)
"""Neighbouring talks shorter than this fold into one bundle."""
FEWEST_IN_BUNDLE = 3
DRAWN_WIDTH = 1044
"""Pixels that an axis has on a desk, beside the labels; a cell is three lines high."""
LETTER_WIDTH, CHARACTER_WIDTH = 7.0, 13
FIRST_WIDE = "\u2e80"
PIECES = re.compile(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff-]+(?:-|\s+)?|-")
MOST_LINES, MOST_NAMES = 3, 3
NARROWEST = 36
"""Pixels. In less, nothing is written: there is a tick alone."""
LEADING = frozenset({AppearanceRole.KEYNOTE, AppearanceRole.SPEAKER, AppearanceRole.PANELLIST, AppearanceRole.GUEST})


def session_cells(index: ProgrammeIndex, axis: Axis, session: SessionItem) -> list[Cell]:
    """A cell for each talk, neighbouring short ones in one bundle; a session with one talk, or none, is one cell."""
    if len(session.talks) < 2:
        return [whole_session(index, axis, session)]
    cells: list[Cell] = []
    for run in _runs(session.talks):
        if len(run) >= FEWEST_IN_BUNDLE:
            cells.append(_bundle(index, axis, session, run))
        else:
            cells += [_talk_cell(index, axis, session, talk, width=_width(axis, talk)) for talk in run]
    return cells


def whole_session(index: ProgrammeIndex, axis: Axis, session: SessionItem) -> Cell:
    """A session in one cell, told by its only talk, or by its own title and the items in it."""
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
    """The tea between plenary lectures."""
    return Cell(
        kind=CellKind.PAUSE,
        span=axis.column(session.ends_at) - axis.column(session.starts_at),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        session=session,
        what=session.title,
    )


def lanes(axis: Axis, cells: Iterable[Cell]) -> list[tuple[Cell, ...]]:
    """The cells on as few lines as hold them without one covering another; the spans of each add up to the axis.

    No cell is lost: what overlaps goes to the next line, and what lasts no time still has a column.
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
    """Whether any of it is on the axis; an instant on either end is."""
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


def _runs(talks: Sequence[TalkItem]) -> list[list[TalkItem]]:
    """Talks one by one, but neighbouring short ones together."""
    runs: list[list[TalkItem]] = []
    for talk in talks:
        joins = runs and _is_short(talk) and _is_short(runs[-1][-1]) and runs[-1][-1].ends_at == talk.starts_at
        if joins:
            runs[-1].append(talk)
        else:
            runs.append([talk])
    return runs


def _is_short(talk: TalkItem) -> bool:
    return talk.kind is TalkKind.TALK and not talk.is_cancelled and talk.ends_at - talk.starts_at < SHORT_TALK


def _bundle(index: ProgrammeIndex, axis: Axis, session: SessionItem, talks: Sequence[TalkItem]) -> Cell:
    people = [person for talk in talks for person in index.on_stage(talk.people)]
    names = [page_name(person.speaker) for person in people]
    return Cell(
        kind=CellKind.BUNDLE,
        span=axis.column(talks[-1].ends_at) - axis.column(talks[0].starts_at),
        starts_at=talks[0].starts_at,
        ends_at=talks[-1].ends_at,
        session=session,
        who=Text(zh=f"快报 {len(talks)} 则", en=f"{len(talks)} flash talks"),
        what=Text(zh="、".join(name.zh for name in names), en=", ".join(name.en for name in names)),
        folded=tuple(_talk_cell(index, axis, session, talk, width=DRAWN_WIDTH) for talk in talks),
    )


def _people(index: ProgrammeIndex, talk: TalkItem | None, session: SessionItem, *, width: float) -> tuple[Text, Text]:
    """Who is on, in as many names as fit, and the house of the first; those who speak before those who chair."""
    people = index.on_stage(talk.people if talk else session.people)
    speaking = [person for person in people if person.role in LEADING] or people
    if not speaking:
        return (talk.placeholder if talk else Text()), Text()
    names = [page_name(person.speaker) for person in speaking]
    zh = _fitting([name.zh for name in names], joint="、", others=" 等", width=width)
    en = _fitting([name.en for name in names], joint=", ", others=" et al.", width=width)
    return Text(zh=zh, en=en), speaking[0].speaker.affiliation


def _fitting(names: Sequence[str], *, joint: str, others: str, width: float) -> str:
    """At most three whole names in two lines, so that the third is left for the title; always the first."""
    for count in range(min(len(names), MOST_NAMES), 0, -1):
        words = joint.join(names[:count]) + (others if count < len(names) else "")
        if _lines(words, width) < MOST_LINES:
            return words
    return names[0] + (others if len(names) > 1 else "")


def _width(axis: Axis, item: SessionItem | TalkItem) -> float:
    minutes = (min(item.ends_at, axis.end) - max(item.starts_at, axis.start)) / timedelta(minutes=1)
    return max(DRAWN_WIDTH * minutes / (axis.columns * axis.step) - 9, 1)


def _lines(words: str, width: float) -> int:
    """About how many lines the words take: they break after spaces and hyphens, and between Chinese characters."""
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
