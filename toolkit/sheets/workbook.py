"""Reading an Excel workbook. Merged cells are filled, hidden sheets left out, hidden rows kept and marked."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.sheets.archive import inspect_archive
from toolkit.sheets.cells import NOTHING, Cell, Limits, Row, Sheet, SheetRefusal, SheetRefused, Value

Position = tuple[int, int]


def read_workbook(content: bytes, *, limits: Limits) -> Sheet:
    """Return the first visible sheet with content. A formula is read as its stored value, or as empty.

    Raise SheetRefused.
    """
    has_formulas = inspect_archive(content, limits=limits)
    workbook = _loaded(content, shows_values=True)
    worksheet = next((one for one in _visible(workbook) if _holds_anything(one)), None)
    if worksheet is None:
        raise SheetRefused(SheetRefusal.EMPTY)
    formulas = _formulas(_loaded(content, shows_values=False)[worksheet.title]) if has_formulas else frozenset()
    rows = list(_rows(worksheet, formulas=formulas, limits=limits))
    while rows and rows[-1].is_empty:
        rows.pop()
    return Sheet(title=worksheet.title, encoding="xlsx", rows=tuple(rows))


def _loaded(content: bytes, *, shows_values: bool) -> Workbook:
    try:
        return load_workbook(io.BytesIO(content), data_only=shows_values, rich_text=shows_values, keep_links=False)
    except DefusedXmlException as refusal:
        raise SheetRefused(SheetRefusal.BOMB) from refusal
    except Exception as refusal:
        # A broken part can make openpyxl raise almost anything, so no list of exceptions would be complete.
        raise SheetRefused(SheetRefusal.DAMAGED) from refusal


def _visible(workbook: Workbook) -> list[Worksheet]:
    return [one for one in workbook.worksheets if one.sheet_state == "visible"]


def _holds_anything(worksheet: Worksheet) -> bool:
    return any(value is not None for row in worksheet.iter_rows(values_only=True) for value in row)


def _formulas(worksheet: Worksheet) -> frozenset[Position]:
    return frozenset(_position(cell) for row in worksheet.iter_rows() for cell in row if cell.data_type == "f")


def _position(cell: ExcelCell | MergedCell) -> Position:
    return cell.row or 0, cell.column or 0


def _rows(worksheet: Worksheet, *, formulas: frozenset[Position], limits: Limits) -> Iterator[Row]:
    if worksheet.max_row > limits.rows or worksheet.max_column > limits.columns:
        raise SheetRefused(SheetRefusal.TOO_MANY_ROWS, limit=limits.rows)
    merged = _merged(worksheet)
    for line, cells in enumerate(worksheet.iter_rows(min_row=1, min_col=1), start=1):
        read = tuple(_cell(cell, merged=merged, formulas=formulas) for cell in cells)
        yield Row(line, read, is_hidden=bool(worksheet.row_dimensions[line].hidden))


def _merged(worksheet: Worksheet) -> dict[Position, ExcelCell]:
    """Map each covered cell of each merged range to the cell whose content it shows."""
    corners: dict[Position, ExcelCell] = {}
    for merge in worksheet.merged_cells.ranges:
        corner = worksheet.cell(merge.min_row, merge.min_col)
        if isinstance(corner, ExcelCell):
            corners |= {position: corner for position in merge.cells if position != (merge.min_row, merge.min_col)}
    return corners


def _cell(cell: ExcelCell | MergedCell, *, merged: dict[Position, ExcelCell], formulas: frozenset[Position]) -> Cell:
    corner = merged.get(_position(cell))
    shown = corner or cell
    if isinstance(shown, MergedCell):
        return NOTHING
    is_formula = _position(shown) in formulas
    if shown.value is None and not is_formula:
        return NOTHING
    value = _value(shown)
    is_struck = bool(shown.has_style and shown.font.strike) or _runs_are_struck(shown.value)
    return Cell(text_of(value), value, is_formula, is_struck, corner is not None)


def _value(cell: ExcelCell) -> Value:
    if cell.data_type == "e":
        return None
    value = cell.value
    if isinstance(value, CellRichText):
        return str(value)
    if isinstance(value, str | int | float | bool | datetime | date | time | timedelta):
        return value
    return None if value is None else str(value)


def _runs_are_struck(value: object) -> bool:
    if not isinstance(value, CellRichText):
        return False
    runs = [run for run in value if str(run).strip()]
    return bool(runs) and all(isinstance(run, TextBlock) and bool(run.font.strike) for run in runs)


def text_of(value: Value) -> str:
    """Return a value as a reader sees it: whole numbers without ".0", dates and times in ISO 8601 to the minute."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)
