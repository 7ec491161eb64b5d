"""Lists to be exported as spreadsheets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.sheets.writing import Written


@dataclass(frozen=True, kw_only=True)
class ExportTable:
    """A list with column headings, in one language.

    `rows` is read while the file is written, so that a list of any length fits into memory; `total` is the number of
    rows. `name` is the file name without its extension, `title` the name of the sheet.
    """

    name: str
    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Written]]
    total: int
