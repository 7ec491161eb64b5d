"""Spreadsheets from anywhere: read right, or refused with a reason; written harmless."""

import io
import struct
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from toolkit.sheets.cells import Limits, Sheet, SheetRefusal, SheetRefused
from toolkit.sheets.headers import Vocabulary, find_header
from toolkit.sheets.reading import read_sheet, read_sheet_file
from toolkit.sheets.writing import harmless, xlsx_bytes

LIST = '姓名,单位,备注\r\n王伟,青橙基因,"第一行\n第二行,带""引号"""\r\n,,\r\n李娜,星槎研究院,\r\n'


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in sheet.rows]


def workbook_bytes(fill: Callable[[Workbook], None]) -> bytes:
    workbook = Workbook()
    fill(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def refusal(content: bytes, *, limits: Limits | None = None) -> SheetRefusal:
    with pytest.raises(SheetRefused) as refused:
        read_sheet(content, limits=limits or Limits())
    return refused.value.reason


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8-sig", b""),
        ("gb18030", b""),
        ("utf-16", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-32", b""),
    ],
)
def test_a_list_is_read_in_any_encoding(encoding: str, mark: bytes) -> None:
    rows = texts(read_sheet(mark + LIST.encode(encoding)))
    assert rows == [
        ["姓名", "单位", "备注"],
        ["王伟", "青橙基因", '第一行\n第二行,带"引号"'],
        ["", "", ""],
        ["李娜", "星槎研究院", ""],
    ]


def test_traditional_chinese_in_big5_is_read() -> None:
    text = "姓名,單位,職稱\r\n陳美玲,國立臺灣大學生物科技研究所,教授\r\n黃志豪,香港中文大學醫學院,研究員\r\n"
    assert texts(read_sheet(text.encode("big5")))[1] == ["陳美玲", "國立臺灣大學生物科技研究所", "教授"]


def test_accented_latin_in_the_western_code_page_is_read() -> None:
    assert texts(read_sheet("Name,Company\nJosé Núñez,Café\n".encode("cp1252")))[1] == ["José Núñez", "Café"]


def test_a_character_that_only_gb18030_has_is_read() -> None:
    assert texts(read_sheet("姓名,单位\n朱䶮,研究院\n".encode("gb18030")))[1] == ["朱䶮", "研究院"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_by_the_content(delimiter: str) -> None:
    text = '"Name";"Price";"Note"\n"王伟";"800,00";"a, b; c"\n'.replace('";"', f'"{delimiter}"')
    assert texts(read_sheet(text.encode()))[1] == ["王伟", "800,00", "a, b; c"]


def test_the_hint_of_excel_names_the_delimiter_and_keeps_the_line_numbers() -> None:
    sheet = read_sheet("sep=;\nName;Email\n王伟;a,b\n".encode())
    assert [(row.line, [cell.text for cell in row.cells]) for row in sheet.rows[1:]] == [
        (2, ["Name", "Email"]),
        (3, ["王伟", "a,b"]),
    ]


def test_lines_are_records_and_lines_of_nothing_at_the_end_are_none() -> None:
    sheet = read_sheet((LIST + "\r\n\r\n").encode())
    assert [(row.line, row.is_empty) for row in sheet.rows] == [(1, False), (2, False), (3, True), (4, False)]


def test_a_quotation_mark_left_open_swallows_nobody() -> None:
    assert refusal('Name,Email\n"王伟,a@b.cn\n李娜,c@d.cn\n'.encode()) is SheetRefusal.OPEN_QUOTE


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


def test_a_workbook_is_read_as_its_reader_sees_it() -> None:
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


def test_a_hidden_first_sheet_is_passed_over() -> None:
    def fill(workbook: Workbook) -> None:
        workbook.worksheets[0].append(["作废"])
        workbook.create_sheet("名单").append(["姓名"])
        workbook.worksheets[0].sheet_state = "hidden"

    assert read_sheet(workbook_bytes(fill)).title == "名单"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", SheetRefusal.EMPTY),
        (b"\xef\xbb\xbf\r\n\r\n", SheetRefusal.EMPTY),
        (b",,,\n,,,\n", SheetRefusal.EMPTY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), SheetRefusal.OLD_EXCEL),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            SheetRefusal.PASSWORD,
        ),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), SheetRefusal.NOT_A_SHEET),
        (b"%PDF-1.7\n", SheetRefusal.NOT_A_SHEET),
        (b"<html><table><tr><td>1</td></tr></table></html>", SheetRefusal.NOT_A_SHEET),
        (b"PK\x03\x04 and then nothing of the kind", SheetRefusal.DAMAGED),
        (b"\xff\xfea\x00b", SheetRefusal.ENCODING),
        (b"Name,Email\n" + b"x" * 200_000 + b",a@b.cn\n", SheetRefusal.CELL_TOO_LONG),
    ],
)
def test_what_is_no_sheet_is_refused_with_a_reason(content: bytes, reason: SheetRefusal) -> None:
    assert refusal(content) is reason


def test_a_zip_of_something_else_is_no_sheet() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(buffer.getvalue()) is SheetRefusal.NOT_A_SHEET


def with_part(name: str, part: bytes, *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook of one sheet, one part of which is another."""
    source = io.BytesIO(workbook_bytes(lambda workbook: workbook.worksheets[0].append(["姓名"])))
    buffer = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(buffer, "w", compression) as new:
        for member in old.namelist():
            new.writestr(member, part if member == name else old.read(member))
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
OPEN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (b" " * 60_000_000, SheetRefusal.BOMB),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>', SheetRefusal.BOMB),
        (
            OPEN + b'<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
            SheetRefusal.BOMB,
        ),
        (
            OPEN + b'<sheetData><row r="1048576"><c r="A1048576"/></row></sheetData></worksheet>',
            SheetRefusal.TOO_MANY_ROWS,
        ),
        (OPEN + b'<sheetData><row r="1"><c r="XFD1"/></row></sheetData></worksheet>', SheetRefusal.TOO_MANY_COLUMNS),
        (b"<worksheet", SheetRefusal.DAMAGED),
    ],
    ids=["bomb", "entities", "merge", "rows", "columns", "torn"],
)
def test_a_hostile_workbook_is_refused_before_it_is_parsed(part: bytes, reason: SheetRefusal) -> None:
    assert refusal(with_part(SHEET, part)) is reason


def test_tags_that_never_end_are_looked_at_once() -> None:
    content = with_part(SHEET, b"<row" * 2_000_000, compression=zipfile.ZIP_STORED)
    started = time.process_time()
    assert refusal(content) is SheetRefusal.DAMAGED
    assert time.process_time() - started < 2


def test_parts_that_no_list_needs_are_refused_when_they_are_big() -> None:
    noise = b"".join(f'<x a="{number}"/>'.encode() for number in range(1_000_000))
    assert refusal(with_part("xl/styles.xml", b"<styleSheet>" + noise + b"</styleSheet>")) is SheetRefusal.BOMB


def test_a_workbook_with_a_password_in_the_zip_is_refused() -> None:
    content = bytearray(workbook_bytes(lambda workbook: workbook.worksheets[0].append(["姓名"])))
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<H", content, at + 8, 1)
        at = content.find(b"PK\x01\x02", at + 4)
    assert refusal(bytes(content)) is SheetRefusal.PASSWORD


def test_the_limits_hold_for_text_too() -> None:
    small = Limits(rows=3, columns=4, size=1000)
    assert refusal(b"a,b\n" * 10, limits=small) is SheetRefusal.TOO_MANY_ROWS
    assert refusal(b"a,b,c,d,e\n", limits=small) is SheetRefusal.TOO_MANY_COLUMNS
    assert refusal(b"a,b\n" * 300, limits=small) is SheetRefusal.TOO_BIG


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(500_000_000)
    with pytest.raises(SheetRefused) as refused:
        read_sheet_file(path)
    assert refused.value.reason is SheetRefusal.TOO_BIG


WORDS = Vocabulary(
    {
        "name": ("姓名", "Name"),
        "organisation": ("单位", "Company"),
        "phone": ("手机", "Mobile"),
        "email": ("邮箱", "E-mail"),
    }
)


def columns(text: str) -> tuple[int, int, dict[str, int]] | None:
    header = find_header(read_sheet(text.encode()), WORDS)
    return None if header is None else (header.first_line, header.last_line, dict(header.columns))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("姓名,手机\n王伟,1\n", (1, 1, {"name": 0, "phone": 1})),
        ("参会名单,\n* 姓 名（必填）,手机/Mobile\n王伟,1\n", (2, 2, {"name": 0, "phone": 1})),
        ("姓名 Name,E-MAIL：\n王伟,1\n", (1, 1, {"name": 0, "email": 1})),
        ("姓名,联系方式,\n,手机,邮箱\n王伟,1,2\n", (1, 2, {"name": 0, "phone": 1, "email": 2})),
        ("Name,Company,Company\n王伟,first,second\n", (1, 1, {"name": 0, "organisation": 1})),
        ("王伟,1\n李娜,2\n", None),
    ],
)
def test_the_header_is_found_by_its_words(text: str, found: tuple[int, int, dict[str, int]] | None) -> None:
    assert columns(text) == found


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "|cmd", "＝1+1", " =1+1", '"=1', "'=1", "\ufeff=1"],
)
def test_no_cell_that_leaves_can_start_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["王伟", "a=b", "", "1-2", "https://example.org", "+8613800002713"])
def test_a_harmless_text_is_left_alone(text: str) -> None:
    assert harmless(text) == text


def test_a_workbook_holds_texts_as_texts() -> None:
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
