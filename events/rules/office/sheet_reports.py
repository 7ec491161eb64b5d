"""Options and results of importing a spreadsheet, as plain values for pages and commands."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWishes:
    """Options of an import.

    With `is_trial` nothing is stored, with `accepts_valid` valid rows are stored although others are rejected, and with
    `makes_categories` unknown categories are created.
    """

    is_trial: bool = False
    accepts_valid: bool = False
    makes_categories: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """The result for one row: the value of a `RowOutcome`, the name of its person or item, and remarks to show."""

    line: int
    outcome: str
    name: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReport:
    """The result for a whole file: its rows, their number by outcome, and the unknown categories.

    `fault`, `stored` and `refusal` are messages to show, or empty: why the file cannot be stored as it is, what was
    stored, and why the file could not be read at all.
    """

    lines: tuple[SheetLine, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    fault: str = ""
    stored: str = ""
    refusal: str = ""
