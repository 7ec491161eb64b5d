"""What became of a spreadsheet, row by row, as a page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWishes:
    """How a spreadsheet is wanted: tried out only; the good rows without the refused ones; with new categories."""

    is_trial: bool = False
    accepts_valid: bool = False
    makes_categories: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """A row: `outcome` as in `toolkit.sheets.outcomes`, `name` whom or what it is about, remarks in words."""

    line: int
    outcome: str
    name: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReport:
    """A whole file. `counts` by outcome; `unknown` categories; `fault` and `stored` in words, empty where it is not so.

    `refusal` says in words why the file was not read at all.
    """

    lines: tuple[SheetLine, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    fault: str = ""
    stored: str = ""
    refusal: str = ""
