"""The cells of a row: what stands in them, and how they fill it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from events.rules.index import OnStage, ProgrammeIndex, page_name
from events.rules.programme import AppearanceRole, SessionItem, TalkItem, TalkKind
from events.rules.timetable.blocks import Axis
from events.rules.timetable.shapes import Cell, CellKind
from portal.toolkit.text import Text

SHORT_TALK = timedelta(minutes=12)
"""Neighbouring talks shorter than this fold into one bundle."""
FEWEST_IN_BUNDLE = 3
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
            cells += [_talk_cell(index, axis, session, talk) for talk in run]
    return cells


def whole_session(index: ProgrammeIndex, axis: Axis, session: SessionItem) -> Cell:
    """A session in one cell, told by its only talk, or by its own title and the items in it."""
    talk = session.talks[0] if len(session.talks) == 1 else None
    who, house = _people(index, talk, session)
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
        if (cell.ends_at <= axis.start and cell.starts_at < axis.start) or cell.starts_at >= axis.end:
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


def _gap(axis: Axis, span: int) -> Cell:
    return Cell(kind=CellKind.GAP, span=span, starts_at=axis.start, ends_at=axis.start)


def _talk_cell(index: ProgrammeIndex, axis: Axis, session: SessionItem, talk: TalkItem) -> Cell:
    who, house = _people(index, talk, session)
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
        items=tuple(talks),
    )


def _people(index: ProgrammeIndex, talk: TalkItem | None, session: SessionItem) -> tuple[Text, Text]:
    """Who is on, in a few words, and the house of the first; those who speak before those who chair."""
    people = index.on_stage(talk.people if talk else session.people)
    speaking = [person for person in people if person.role in LEADING] or people
    if not speaking:
        return (talk.placeholder if talk else Text()), Text()
    return _names(speaking), speaking[0].speaker.affiliation


def _names(people: Sequence[OnStage]) -> Text:
    names = [page_name(person.speaker) for person in people[:3]]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    return Text(zh=f"{zh} 等", en=f"{en} et al.") if len(people) > 3 else Text(zh=zh, en=en)
