"""The rows of a block and their cells."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from events.rules.index import OnStage, ProgrammeIndex, page_name
from events.rules.programme import AppearanceRole, ForumItem, SessionItem, TalkItem, TalkKind
from events.rules.timetable.blocks import Axis
from events.rules.timetable.shapes import Cell, CellKind, Row, RowGroup
from portal.toolkit.text import Text

SHORT_TALK = timedelta(minutes=12)
"""Neighbouring talks shorter than this fold into one bundle."""
FEWEST_IN_BUNDLE = 3
LEADING = frozenset({AppearanceRole.KEYNOTE, AppearanceRole.SPEAKER, AppearanceRole.PANELLIST, AppearanceRole.GUEST})


def plenary_rows(
    index: ProgrammeIndex, axis: Axis, sessions: Sequence[SessionItem], breaks: Iterable[SessionItem]
) -> Iterable[Row]:
    """One row: what all see, one after the other, with the tea between."""
    cells = [_whole_session(index, axis, session) for session in sessions]
    first = sessions[0]
    cells += [_pause(axis, session) for session in breaks]
    yield Row(forum=None, label=first.label, title=first.title, room=index.room_name(first), cells=_filled(axis, cells))


def _pause(axis: Axis, session: SessionItem) -> Cell:
    return Cell(
        kind=CellKind.PAUSE,
        span=axis.column(session.ends_at) - axis.column(session.starts_at),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        session=session,
        what=session.title,
    )


def _session_as_cell(index: ProgrammeIndex, axis: Axis, session: SessionItem) -> list[Cell]:
    """A session with one talk, or with none, is one cell; one with several is a cell for each."""
    if len(session.talks) > 1:
        return [_talk_cell(index, axis, session, talk) for talk in session.talks]
    return [_whole_session(index, axis, session)]


def _whole_session(index: ProgrammeIndex, axis: Axis, session: SessionItem) -> Cell:
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


def row_groups(index: ProgrammeIndex, axis: Axis, sessions: Sequence[SessionItem]) -> Iterable[RowGroup]:
    """The forums under their letters, then what has no letter, then the closed-door meetings."""
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
    rest = [session for session in sessions if session.forum is None]
    others = [row for session in rest if not session.is_closed for row in _own_rows(index, axis, session)]
    closed = [row for session in rest if session.is_closed for row in _own_rows(index, axis, session)]
    if others:
        yield RowGroup(letter="", title=Text(zh="其他", en="Also on"), rows=tuple(others))
    if closed:
        yield RowGroup(letter="", title=Text(zh="闭门会", en="Closed-door meetings"), rows=tuple(closed))


def _own_rows(index: ProgrammeIndex, axis: Axis, session: SessionItem) -> Iterable[Row]:
    cells = [cell for cell in _session_as_cell(index, axis, session) if cell.span]
    room = Text() if session.is_closed else index.room_name(session)
    yield Row(forum=None, label=session.label, title=session.title, room=room, cells=_filled(axis, cells))


def _forum_rows(index: ProgrammeIndex, axis: Axis, forum: ForumItem, sessions: Sequence[SessionItem]) -> Iterable[Row]:
    """One row; more where the forum is in several rooms at once."""
    lanes: list[list[SessionItem]] = []
    for session in (each for each in sessions if each.forum == forum.number):
        lane = next((each for each in lanes if each[-1].ends_at <= session.starts_at), None)
        if lane is None:
            lanes.append([session])
        else:
            lane.append(session)
    for lane in lanes:
        cells = [cell for session in lane for cell in _forum_cells(index, axis, session)]
        yield Row(
            forum=forum,
            label=str(forum.number),
            title=forum.title,
            room=index.room_name(lane[0]),
            cells=_filled(axis, cells),
        )


def _forum_cells(index: ProgrammeIndex, axis: Axis, session: SessionItem) -> list[Cell]:
    """A cell for each talk; neighbouring short ones in one bundle; the session itself where it has no talks."""
    if len(session.talks) < 2:
        return _session_as_cell(index, axis, session)
    cells: list[Cell] = []
    for run in _runs(session.talks):
        if len(run) >= FEWEST_IN_BUNDLE:
            cells.append(_bundle(axis, session, run))
        else:
            cells += [_talk_cell(index, axis, session, talk) for talk in run]
    return cells


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
    return talk.kind is TalkKind.TALK and talk.ends_at - talk.starts_at < SHORT_TALK


def _bundle(axis: Axis, session: SessionItem, talks: Sequence[TalkItem]) -> Cell:
    return Cell(
        kind=CellKind.BUNDLE,
        span=axis.column(talks[-1].ends_at) - axis.column(talks[0].starts_at),
        starts_at=talks[0].starts_at,
        ends_at=talks[-1].ends_at,
        session=session,
        what=Text(zh=f"快报 {len(talks)} 则", en=f"{len(talks)} flash talks"),
        items=tuple(talks),
    )


def _filled(axis: Axis, cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells in order, with gaps between, so that the spans add up to the axis. What overlaps gives way."""
    filled: list[Cell] = []
    at = 0
    for cell in sorted(cells, key=lambda each: each.starts_at):
        start, end = axis.column(cell.starts_at), axis.column(cell.ends_at)
        start = max(start, at)
        if end <= start:
            continue
        if start > at:
            filled.append(_gap(axis, start - at))
        filled.append(_resized(cell, end - start))
        at = end
    if at < axis.columns:
        filled.append(_gap(axis, axis.columns - at))
    return tuple(filled)


def _gap(axis: Axis, span: int) -> Cell:
    return Cell(kind=CellKind.GAP, span=span, starts_at=axis.start, ends_at=axis.start)


def _resized(cell: Cell, span: int) -> Cell:
    return cell if cell.span == span else replace(cell, span=span)
