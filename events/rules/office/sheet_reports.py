"""Options and results of importing a spreadsheet, as plain values for pages and commands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.sheets.cells import EncodingSample


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWishes:
    """Options of an import.

    `is_trial` stores nothing, `accepts_valid` stores valid rows even if others are rejected, and `takes_option` answers
    the question of the kind of spreadsheet with yes (`events.extensions.SheetOption`).
    """

    is_trial: bool = False
    accepts_valid: bool = False
    takes_option: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """The result for one row: the value of a `RowOutcome`, the name of its person or item, what else was read, such as
    day and forum, and remarks to show.
    """

    line: int
    outcome: str
    name: str
    read: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReport:
    """The result for a whole file: its rows, their number by outcome, and the unknown names that the option is about.

    `clashes` are the marks of the clashes that storing the rows has made (`events.rules.bookings.Clash.mark`).
    `encodings` are the ones that a text may be in, if a person has to choose; then nothing else is said.
    `fault`, `stored` and `refusal` are messages to show, or empty: why the file cannot be stored as it is, what was
    stored, and why the file could not be read at all.
    """

    lines: tuple[SheetLine, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    fault: str = ""
    stored: str = ""
    refusal: str = ""
    encodings: tuple[EncodingSample, ...] = ()
