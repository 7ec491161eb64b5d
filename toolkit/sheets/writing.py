"""Every table that leaves the portal as a file: no cell of it can run as a formula or open an address."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal

import xlsxwriter

Written = str | int | float | bool | Decimal | date | datetime | time | None
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
_MAX_CELL = 32_767
_PHONE = re.compile(r"\+[0-9]{5,15}")
"""An international telephone number. Run as a formula it is that number again."""


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it without running it: an apostrophe before whatever would start a formula.

    Leading blanks and quotation marks do not hide a formula from every programme, so they do not here. A telephone
    number such as +8613800002713 stays as it is.
    """
    if _PHONE.fullmatch(text):
        return text
    shown = text.lstrip(" \u3000\u00a0\ufeff\"'")
    return f"'{text}" if shown.startswith(_STARTS_A_FORMULA) or text.startswith(("\t", "\r", "\n")) else text


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Written]]) -> bytes:
    """A CSV that Excel opens in any language: UTF-8 with its mark, CRLF. Numbers stay numbers."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([harmless(title) for title in header])
    writer.writerows([[_plain(value) for value in row] for row in rows])
    return buffer.getvalue().encode("utf-8-sig")


def xlsx_bytes(header: Sequence[str], rows: Iterable[Sequence[Written]], *, title: str = "Sheet1") -> bytes:
    """A workbook of one sheet with a bold, frozen header. Texts are texts: never formulas, addresses or numbers.

    The guard of the CSV is here too, because the next programme may save it as one. Instants lose their zone: give
    local ones.
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


def _plain(value: Written) -> str | int | float | Decimal:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return value if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else str(value)


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
