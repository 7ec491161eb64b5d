"""Lists that leave the portal as a spreadsheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.sheets.writing import Written


@dataclass(frozen=True, kw_only=True)
class ExportTable:
    """A list with its headings, in one language.

    `rows` reads as it is written, so that a list of any length fits into memory; `total` is how many rows it has.
    `name` is that of the file, without an ending; `title` that of the sheet.
    """

    name: str
    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Written]]
    total: int
