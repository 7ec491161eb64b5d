"""Spreadsheets as bytes and as what is read from them."""

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from toolkit.sheets.cells import Limits, Sheet, SheetRefusal, SheetRefused
from toolkit.sheets.reading import read_sheet


def texts(sheet: Sheet) -> list[list[str]]:
    """The texts of all cells, row by row."""
    return [[cell.text for cell in row.cells] for row in sheet.rows]


def workbook_bytes(fill: Callable[[Workbook], None]) -> bytes:
    """A workbook that `fill` has written to, as a file."""
    workbook = Workbook()
    fill(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def refusal(content: bytes, *, limits: Limits | None = None) -> SheetRefusal:
    """Why these bytes are not read."""
    with pytest.raises(SheetRefused) as refused:
        read_sheet(content, limits=limits or Limits())
    return refused.value.reason


def with_part(name: str, part: bytes, *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook of one sheet in which one part is replaced."""
    source = io.BytesIO(workbook_bytes(lambda workbook: workbook.worksheets[0].append(["姓名"])))
    buffer = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(buffer, "w", compression) as new:
        for member in old.namelist():
            new.writestr(member, part if member == name else old.read(member))
    return buffer.getvalue()
