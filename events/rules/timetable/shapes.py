"""Parts of a day's layout. A block divides its time into equal columns of `step` minutes."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from events.rules.programme import ForumItem, SessionItem, TalkItem
from toolkit.text import Text

NOTHING = Text()


class CellKind(StrEnum):
    """The content of a cell."""

    GAP = "gap"
    TALK = "talk"
    BUNDLE = "bundle"
    SESSION = "session"
    CLOSED = "closed"
    PAUSE = "pause"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Some columns of a row. `who` and `what` are empty in a gap; `house` is the first speaker's affiliation.

    `items` are the talks of a session shown as one cell, such as an opening; `folded` are the cells of a bundle. If
    `is_tall`, the names need more than three lines.
    """

    kind: CellKind
    span: int
    starts_at: datetime
    ends_at: datetime
    session: SessionItem | None = None
    talk: TalkItem | None = None
    who: Text = NOTHING
    house: Text = NOTHING
    what: Text = NOTHING
    items: tuple[TalkItem, ...] = ()
    folded: tuple["Cell", ...] = ()
    is_tall: bool = False

    @property
    def is_cancelled(self) -> bool:
        """Whether the session or the talk is cancelled."""
        return bool((self.session and self.session.is_cancelled) or (self.talk and self.talk.is_cancelled))


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line: a forum, a room, or a session without a forum. A forum in two rooms has two rows."""

    label: str
    title: Text
    room: Text
    cells: tuple[Cell, ...]
    forum: ForumItem | None = None
    session: SessionItem | None = None

    @property
    def shown(self) -> list[Cell]:
        """The cells other than gaps and pauses."""
        return [cell for cell in self.cells if cell.kind not in {CellKind.GAP, CellKind.PAUSE}]

    @property
    def bar(self) -> str:
        """The occupied time, as an SVG path: one unit wide for each column, three units high."""
        place, path = 0, ""
        for is_empty, cells in groupby(self.cells, key=lambda cell: cell.kind in {CellKind.GAP, CellKind.PAUSE}):
            length = sum(cell.span for cell in cells)
            path += "" if is_empty else f"M{place} 0h{length}v3h-{length}z"
            place += length
        return path

    @property
    def bundles(self) -> list[Cell]:
        """The cells that unfold to a list of talks."""
        return [cell for cell in self.cells if cell.folded]


@dataclass(frozen=True, kw_only=True)
class RowGroup:
    """Rows under one letter. Closed-door meetings, and rows without a letter, form groups of their own."""

    letter: str
    title: Text
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A time on the axis, its columns up to the next tick, and the break that at least half of the forums begin."""

    at: datetime
    span: int
    pause: Text = NOTHING


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A break or social event for everybody, such as lunch or a dinner."""

    session: SessionItem
    room: Text


@dataclass(frozen=True, kw_only=True)
class Block:
    """A part of the day with its own axis. It has `plenary` rows if everybody is in one room, else `groups`.

    If `by_rooms`, the rows of the first group are rooms, otherwise forums.
    """

    starts_at: datetime
    ends_at: datetime
    step: int
    columns: int
    ticks: tuple[Tick, ...]
    pauses: tuple[Pause, ...] = ()
    plenary: tuple[Row, ...] = ()
    groups: tuple[RowGroup, ...] = ()
    by_rooms: bool = False

    @property
    def is_plenary(self) -> bool:
        """Whether everybody is in one room."""
        return not self.groups

    @property
    def forum_count(self) -> int:
        """Number of forums that have a row."""
        return len({row.forum.number for group in self.groups for row in group.rows if row.forum})

    @property
    def room_count(self) -> int:
        """Number of rooms that have a row; 0 if rows are forums."""
        return len({row.title for row in self.groups[0].rows}) if self.by_rooms and self.groups else 0


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day of the programme: its blocks and the pauses between them, in order of time."""

    on: date
    parts: tuple[Block | Pause, ...]
    sessions: tuple[SessionItem, ...] = field(repr=False)

    @property
    def by_rooms(self) -> bool:
        """Whether the rows of any block are rooms."""
        return any(block.by_rooms for block in self.blocks)

    @property
    def blocks(self) -> list[Block]:
        """The blocks, without the pauses between them."""
        return [part for part in self.parts if isinstance(part, Block)]
