"""Writing spreadsheets whose cells cannot run as formulas or open addresses."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal

import xlsxwriter

Written = str | int | float | bool | Decimal | date | datetime | time | None
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
_MAX_CELL = 32_767
_PHONE = re.compile(r"\+[0-9]{5,15}")
"""An international telephone number: run as a formula, it yields the same number."""


def harmless(text: str) -> str:
    """Return the text with an apostrophe before it if a spreadsheet program could run it as a formula.

    Some programs look for a formula behind leading blanks and quotation marks, so this does too. A telephone number
    such as +8613800002713 stays as it is.
    """
    if _PHONE.fullmatch(text):
        return text
    shown = text.lstrip(" \u3000\u00a0\ufeff\"'")
    return f"'{text}" if shown.startswith(_STARTS_A_FORMULA) or text.startswith(("\t", "\r", "\n")) else text


def xlsx_bytes(header: Sequence[str], rows: Iterable[Sequence[Written]], *, title: str = "Sheet1") -> bytes:
    """Return a workbook of one sheet with a bold, frozen header. Texts are never formulas, links or numbers.

    Texts are made `harmless` as well, because another program may save the sheet as CSV. Times lose their zone, so
    pass local ones. `title` is cut to the 31 characters that Excel allows.
    """
    buffer = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(buffer, options) as workbook:
        bold = workbook.add_format({"bold": True})
        formats = {
            datetime: workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            date: workbook.add_format({"num_format": "yyyy-mm-dd"}),
            time: workbook.add_format({"num_format": "hh:mm"}),
        }
        worksheet = workbook.add_worksheet(title[:31])
        worksheet.freeze_panes(1, 0)
        for column, name in enumerate(header):
            worksheet.write_string(0, column, harmless(name), bold)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(worksheet, line, column, value, formats)
    return buffer.getvalue()


def _write(
    worksheet: xlsxwriter.worksheet.Worksheet,
    line: int,
    column: int,
    value: Written,
    formats: dict[type, xlsxwriter.format.Format],
) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        worksheet.write_string(line, column, harmless(value)[:_MAX_CELL])
    elif isinstance(value, bool):
        worksheet.write_boolean(line, column, value)
    elif isinstance(value, int | float | Decimal):
        worksheet.write_number(line, column, value)
    else:
        worksheet.write_datetime(line, column, value, formats[type(value)])
