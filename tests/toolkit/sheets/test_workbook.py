from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.builders.sheets import texts, workbook_bytes
from toolkit.sheets.reading import read_sheet


def office_list(workbook: Workbook) -> None:
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["名单"])
    sheet.append(["单位", "姓名", "电话", "到达"])
    sheet.append(["江畔大学", "王伟", 13807301064, datetime(2026, 11, 2, 15, 30)])  # noqa: DTZ001 - cells have no zone
    sheet.append([None, CellRichText(TextBlock(InlineFont(b=True), "李"), "娜"), 13807301065.0, date(2026, 11, 2)])
    sheet.append([None, "孙磊", "=1+1", None])
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A3:A5")
    sheet["B5"].font = Font(strike=True)
    sheet.row_dimensions[4].hidden = True
    hidden = workbook.create_sheet("作废")
    hidden.append(["单位", "姓名"])
    hidden.sheet_state = "hidden"


def test_a_workbook_is_read_as_it_is_displayed() -> None:
    sheet = read_sheet(workbook_bytes(office_list))
    assert texts(sheet)[2:] == [
        ["江畔大学", "王伟", "13807301064", "2026-11-02 15:30"],
        ["江畔大学", "李娜", "13807301065", "2026-11-02"],
        ["江畔大学", "孙磊", "", ""],
    ]
    assert [row.is_hidden for row in sheet.rows] == [False, False, False, True, False]
    assert [row.is_struck for row in sheet.rows] == [False, False, False, False, True]
    assert [cell.is_formula for cell in sheet.rows[4].cells] == [False, False, True, False]
    assert [cell.is_inherited for cell in sheet.rows[4].cells] == [True, False, False, False]


def test_a_hidden_first_sheet_is_skipped() -> None:
    def fill(workbook: Workbook) -> None:
        workbook.worksheets[0].append(["作废"])
        workbook.create_sheet("名单").append(["姓名"])
        workbook.worksheets[0].sheet_state = "hidden"

    assert read_sheet(workbook_bytes(fill)).title == "名单"
