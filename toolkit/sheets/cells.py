"""A spreadsheet as values, whatever file it came from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

Value = str | int | float | bool | datetime | date | time | timedelta | None


class SheetRefusal(StrEnum):
    """Why a file is not read at all."""

    TOO_BIG = "too_big"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    BOMB = "bomb"
    EMPTY = "empty"
    OLD_EXCEL = "old_excel"
    PASSWORD = "password"  # noqa: S105 - a reason, not a secret
    NOT_A_SHEET = "not_a_sheet"
    DAMAGED = "damaged"
    ENCODING = "encoding"
    OPEN_QUOTE = "open_quote"
    CELL_TOO_LONG = "cell_too_long"
    NO_HEADER = "no_header"


class SheetRefused(ValueError):
    """The file is not read; `details` hold the figures that help (limit, line, found)."""

    def __init__(self, reason: SheetRefusal, **details: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost. Bytes are those of the file; `unpacked` and `part` those of a workbook's parts.

    A cell of a workbook costs about 25 microseconds and 600 bytes to read, one of a text a tenth of that.
    """

    size: int = 20_000_000
    unpacked: int = 80_000_000
    part: int = 10_000_000
    ratio: int = 200
    members: int = 1_000
    rows: int = 50_000
    columns: int = 300
    cells: int = 2_000_000
    workbook_cells: int = 600_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `text` is what a reader sees, numbers without ".0", days and times in ISO 8601."""

    text: str = ""
    value: Value = None
    is_formula: bool = False
    is_struck: bool = False
    is_inherited: bool = False
    """Filled from the merged range that covers it."""


NOTHING = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """One record. `line` counts records from 1: a line break inside a cell starts no new one."""

    line: int
    cells: tuple[Cell, ...]
    is_hidden: bool = False

    def __getitem__(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else NOTHING

    @property
    def own(self) -> Iterator[Cell]:
        """The cells that hold something by themselves."""
        return (cell for cell in self.cells if not cell.is_inherited and (cell.text.strip() or cell.is_formula))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed here."""
        return next(self.own, None) is None

    @property
    def is_struck(self) -> bool:
        """Whether somebody has struck a cell through, as offices do to cancel a line."""
        return any(cell.is_struck for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first visible sheet that holds anything. `encoding` is the text's, or "xlsx"."""

    title: str
    encoding: str
    rows: tuple[Row, ...]
