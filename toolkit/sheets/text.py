"""Reading delimited text with any encoding, delimiter and line breaks."""

import csv
import io
from collections.abc import Iterable
from itertools import islice
from statistics import median

from toolkit.sheets.cells import NOTHING, Cell, Limits, Row, Sheet, SheetRefusal, SheetRefused
from toolkit.sheets.encodings import decode

DELIMITERS = ("\t", ";", ",", "|")
_SAMPLE = 40
_LONGEST_LINE = 10_000
_END = "\x1e\x1eend of file\x1e\x1e"
"""A last record that is appended: if it is not read as it was written, a quotation mark was never closed."""


def read_text_sheet(content: bytes, *, encoding: str = "", has_lines: bool = False, limits: Limits) -> Sheet:
    """Return the records of a delimited text, without empty lines at the end.

    With `has_lines`, a text that no delimiter divides into columns has one cell for each line.
    """
    text, encoding = decode(content, encoding)
    text, delimiter = _named_delimiter(text)
    delimiter = delimiter or _detected_delimiter(text, least=2.5 if has_lines else 1.5)
    if has_lines and not delimiter:
        records = _lines(text, limits=limits)
    else:
        records = _records(text, delimiter or ",", limits=limits)
    rows = [Row(line, tuple(map(_cell, record))) for line, record in enumerate(records, start=1)]
    while rows and not rows[-1].cells:
        rows.pop()
    return Sheet(title="", encoding=encoding, rows=tuple(rows))


def _named_delimiter(text: str) -> tuple[str, str]:
    """Return the text and the delimiter named in a first line `sep=;`, as Excel writes it; empty if there is none.

    The line becomes an empty record, so that the others keep their numbers.
    """
    first, _, rest = text.partition("\n")
    hint = first.strip().strip('"')
    if hint.lower().startswith("sep=") and len(hint) == 5:
        return f"\n{rest}", hint[4]
    return text, ""


def _detected_delimiter(text: str, *, least: float) -> str:
    """Return the delimiter that divides the first records into most cells (by the median).

    Empty if none divides them into `least` cells.
    """
    widths = {delimiter: _width(text, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=widths.__getitem__)
    return best if widths[best] >= least else ""


def _width(text: str, delimiter: str) -> float:
    try:
        sample = [len(record) for record in islice(_reader(text, delimiter), _SAMPLE) if record]
    except csv.Error:
        return 0
    return (median(sample) + max(sample) / 1000) if sample else 0


def _reader(text: str, delimiter: str) -> Iterable[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _lines(text: str, *, limits: Limits) -> list[list[str]]:
    lines = text.splitlines()
    if len(lines) > limits.rows:
        raise SheetRefused(SheetRefusal.TOO_MANY_ROWS, limit=limits.rows)
    long = next((number for number, line in enumerate(lines, start=1) if len(line) > _LONGEST_LINE), 0)
    if long:
        raise SheetRefused(SheetRefusal.CELL_TOO_LONG, line=long)
    return [[line] if line.strip() else [] for line in lines]


def _records(text: str, delimiter: str, *, limits: Limits) -> list[list[str]]:
    records: list[list[str]] = []
    cells = 0
    try:
        for record in _reader(f"{text}\r\n{_END}", delimiter):
            records.append(record)
            cells += len(record)
            _refuse_excess(records, cells, limits=limits)
    except csv.Error as refusal:
        raise SheetRefused(SheetRefusal.CELL_TOO_LONG, line=len(records) + 1) from refusal
    if records.pop() != [_END]:
        raise SheetRefused(SheetRefusal.OPEN_QUOTE, line=len(records) + 1)
    return records


def _refuse_excess(records: list[list[str]], cells: int, *, limits: Limits) -> None:
    if len(records) > limits.rows + 1 or cells > limits.cells:
        raise SheetRefused(SheetRefusal.TOO_MANY_ROWS, limit=limits.rows)
    if len(records[-1]) > limits.columns:
        raise SheetRefused(SheetRefusal.TOO_MANY_COLUMNS, limit=limits.columns, line=len(records))


def _cell(text: str) -> Cell:
    return Cell(text=text, value=text) if text else NOTHING
