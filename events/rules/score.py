"""The score: a drawing of one day with a horizontal line for each forum, used as decoration on pages."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from events.rules.index import ProgrammeIndex
from events.rules.programme import SessionItem, SessionKind, TalkKind

WIDTH, HEIGHT = 440, 132
"""Size of the drawing in SVG user units."""


class Ink(StrEnum):
    """The colour of a mark."""

    DEEP = "deep"
    MIDDLE = "middle"
    SOFT = "soft"
    SEAL = "seal"
    DARK = "dark"


PLENARY_INKS = {
    SessionKind.PLENARY: Ink.DEEP,
    SessionKind.RELEASE: Ink.SEAL,
    SessionKind.CEREMONY: Ink.DARK,
    SessionKind.CLOSED_DOOR: Ink.MIDDLE,
    SessionKind.WORKSHOP: Ink.MIDDLE,
}


@dataclass(frozen=True)
class Score:
    """The drawing of a day: an SVG path for each ink, and the times at its left and right edges."""

    on: date
    paths: dict[str, str]
    first: datetime
    last: datetime
    sessions: tuple[SessionItem, ...]


def score(index: ProgrammeIndex, day: date) -> Score | None:
    """Draw a day. Return None if it only has breaks, social events and closed-door sessions."""
    sessions = [each for each in index.sessions_by_day[day] if _is_drawn(each)]
    if not sessions:
        return None
    first = min(each.starts_at for each in sessions)
    last = max(each.ends_at for each in sessions)
    lines = {forum.number: place for place, forum in enumerate(index.programme.forums)}
    alone = {each.code for each in sessions if not _is_accompanied(each, sessions)}
    marks: dict[str, list[str]] = defaultdict(list)
    for session in sessions:
        for ink, rectangle in _marks(session, lines, first, last, for_all=session.code in alone):
            marks[ink.value].append(rectangle)
    return Score(
        on=day,
        paths={ink: "".join(rectangles) for ink, rectangles in sorted(marks.items())},
        first=first,
        last=last,
        sessions=tuple(sessions),
    )


def _is_drawn(session: SessionItem) -> bool:
    return session.kind not in {SessionKind.BREAK, SessionKind.SOCIAL, SessionKind.CLOSED_DOOR}


def _is_accompanied(session: SessionItem, sessions: Sequence[SessionItem]) -> bool:
    """Return whether another session overlaps this one, so that it cannot fill the whole height."""
    return any(
        each.code != session.code and each.starts_at < session.ends_at and session.starts_at < each.ends_at
        for each in sessions
    )


def _marks(
    session: SessionItem, lines: dict[int, int], first: datetime, last: datetime, *, for_all: bool
) -> list[tuple[Ink, str]]:
    if session.forum is None and for_all:
        ink = PLENARY_INKS.get(session.kind, Ink.MIDDLE)
        return [(ink, _rectangle(session.starts_at, session.ends_at, 0, HEIGHT, first, last))]
    # Sessions without a forum that overlap others share an extra line below the forums.
    pitch = HEIGHT / max(len(lines) + (session.forum is None), 1)
    top = pitch * (len(lines) if session.forum is None else lines[session.forum])
    pieces = [(talk.starts_at, talk.ends_at, talk.kind) for talk in session.talks if talk.kind is not TalkKind.BREAK]
    pieces = pieces or [(session.starts_at, session.ends_at, TalkKind.TALK)]
    return [
        (
            Ink.DEEP if kind in {TalkKind.PANEL, TalkKind.ADDRESS} else Ink.SOFT,
            _rectangle(start, end, top, max(pitch - 1.4, 0.6), first, last),
        )
        for start, end, kind in pieces
    ]


def _rectangle(start: datetime, end: datetime, top: float, height: float, first: datetime, last: datetime) -> str:
    scale = WIDTH / max((last - first).total_seconds(), 1)
    left = (start - first).total_seconds() * scale
    width = max((end - start).total_seconds() * scale - 1, 0.6)
    return f"M{left:.4g} {top:.4g}h{width:.3g}v{height:.3g}h-{width:.3g}z"
