"""What a drawn day is made of. Time inside a block is a number of equal columns of `step` minutes."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from events.rules.programme import ForumItem, SessionItem, TalkItem
from toolkit.text import Text

NOTHING = Text()


class CellKind(StrEnum):
    """What a cell shows."""

    GAP = "gap"
    TALK = "talk"
    BUNDLE = "bundle"
    SESSION = "session"
    CLOSED = "closed"
    PAUSE = "pause"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Some columns of a row. `who` and `what` are empty in a gap; `house` is where the first speaker works.

    `items` are the talks that the cell stands for as a whole, as of an opening; `folded` are the cells of a bundle.
    `is_tall` where three lines do not hold the name.
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
        """Whether what the cell shows is not taking place."""
        return bool((self.session and self.session.is_cancelled) or (self.talk and self.talk.is_cancelled))


@dataclass(frozen=True, kw_only=True)
class Row:
    """A forum, a room, or a session without a forum, on one line. A forum in two rooms has two rows."""

    label: str
    title: Text
    room: Text
    cells: tuple[Cell, ...]
    forum: ForumItem | None = None
    session: SessionItem | None = None

    @property
    def shown(self) -> list[Cell]:
        """The cells that say something."""
        return [cell for cell in self.cells if cell.kind not in {CellKind.GAP, CellKind.PAUSE}]

    @property
    def bar(self) -> str:
        """When something is on, as an SVG path of one unit to a column and three units high."""
        place, path = 0, ""
        for is_empty, cells in groupby(self.cells, key=lambda cell: cell.kind in {CellKind.GAP, CellKind.PAUSE}):
            length = sum(cell.span for cell in cells)
            path += "" if is_empty else f"M{place} 0h{length}v3h-{length}z"
            place += length
        return path

    @property
    def bundles(self) -> list[Cell]:
        """The cells that open to a list."""
        return [cell for cell in self.cells if cell.folded]


@dataclass(frozen=True, kw_only=True)
class RowGroup:
    """Rows under one letter; the closed-door meetings, and what has no letter, are groups of their own."""

    letter: str
    title: Text
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A time on the axis, the columns up to the next one, and what pauses nearly everybody from then on."""

    at: datetime
    span: int
    pause: Text = NOTHING


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Lunch, tea, a dinner."""

    session: SessionItem
    room: Text


@dataclass(frozen=True, kw_only=True)
class Block:
    """A part of the day with an axis of its own. All in one room have `plenary`, forums have `groups`.

    Where `by_rooms`, a row of the groups is a room, else a forum.
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
        """Whether all sit in one room."""
        return not self.groups

    @property
    def forum_count(self) -> int:
        """How many forums have a row."""
        return len({row.forum.number for group in self.groups for row in group.rows if row.forum})

    @property
    def room_count(self) -> int:
        """How many rooms have a row, where rows are rooms."""
        return len({row.title for row in self.groups[0].rows}) if self.by_rooms and self.groups else 0


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day of the programme: blocks, and the pauses between them."""

    on: date
    parts: tuple[Block | Pause, ...]
    sessions: tuple[SessionItem, ...] = field(repr=False)

    @property
    def by_rooms(self) -> bool:
        """Whether rows are rooms."""
        return any(block.by_rooms for block in self.blocks)

    @property
    def blocks(self) -> list[Block]:
        """The blocks alone."""
        return [part for part in self.parts if isinstance(part, Block)]
