"""Writing spreadsheets whose cells cannot be read as formulas."""

import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from toolkit.sheets.writing import harmless, xlsx_bytes


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "|cmd", "＝1+1", " =1+1", '"=1', "'=1", "\ufeff=1"],
)
def test_no_exported_cell_can_start_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["王伟", "a=b", "", "1-2", "https://example.org", "+8613800002713"])
def test_harmless_text_is_unchanged(text: str) -> None:
    assert harmless(text) == text


def test_a_workbook_stores_text_as_text() -> None:
    moment = datetime(2026, 11, 2, 9, tzinfo=UTC)
    content = xlsx_bytes(["姓名", "入口"], [["=1+1", "https://example.org"], ["0012", moment]])
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["姓名", "入口"],
        ["'=1+1", "https://example.org"],
        ["0012", moment.replace(tzinfo=None)],
    ]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s"]
    assert sheet["B2"].hyperlink is None
