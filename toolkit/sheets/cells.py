"""Spreadsheets as values, independent of the file format."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

Value = str | int | float | bool | datetime | date | time | timedelta | None


class SheetRefusal(StrEnum):
    """Why a file cannot be read."""

    TOO_BIG = "too_big"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    BOMB = "bomb"
    EMPTY = "empty"
    OLD_EXCEL = "old_excel"
    OLD_WORD = "old_word"
    PASSWORD = "password"  # noqa: S105 - a reason, not a secret
    NOT_A_SHEET = "not_a_sheet"
    MACROS = "macros"
    ENTITIES = "entities"
    DAMAGED = "damaged"
    ENCODING = "encoding"
    UNSURE_ENCODING = "unsure_encoding"
    UNKNOWN_ENCODING = "unknown_encoding"
    OPEN_QUOTE = "open_quote"
    CELL_TOO_LONG = "cell_too_long"
    NO_HEADER = "no_header"


class SheetRefused(ValueError):
    """The file cannot be read. `details` is for the message: `limit`, `line`, `found`, `encodings`, `encoding`."""

    def __init__(self, reason: SheetRefusal, **details: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits for a file. `size`, `unpacked` and `part` are bytes: of the file, of all unpacked parts, of one part.

    Reading a cell of a workbook takes about 25 microseconds and 600 bytes; a cell of a text file takes a tenth.
    `document_blocks` are the paragraphs and table cells of a Word document.
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
    document_blocks: int = 60_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `text` is what a reader sees: whole numbers without ".0", dates and times in ISO 8601."""

    text: str = ""
    value: Value = None
    is_formula: bool = False
    is_struck: bool = False
    is_inherited: bool = False
    """The content is that of the merged range that covers the cell."""


NOTHING = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """One record. `line` counts records, not lines of text, from 1."""

    line: int
    cells: tuple[Cell, ...]
    is_hidden: bool = False

    def __getitem__(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else NOTHING

    @property
    def own(self) -> Iterator[Cell]:
        """The cells that have content of their own."""
        return (cell for cell in self.cells if not cell.is_inherited and (cell.text.strip() or cell.is_formula))

    @property
    def is_empty(self) -> bool:
        """Whether no cell has content of its own."""
        return next(self.own, None) is None

    @property
    def is_struck(self) -> bool:
        """Whether a cell is struck through, which is how offices cancel a row."""
        return any(cell.is_struck for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first visible sheet with content, or a whole document. `encoding` is that of a text, or "xlsx" or "docx"."""

    title: str
    encoding: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodingSample:
    """Some rows of a text in one encoding: Python's name of it, the name that people know, and the cells."""

    encoding: str
    name: str
    rows: tuple[tuple[str, ...], ...]
