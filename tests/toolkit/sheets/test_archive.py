"""Refusing hostile workbooks before they are parsed."""

import struct
import time
import zipfile

import pytest

from tests.builders.sheets import refusal, with_part, workbook_bytes
from toolkit.sheets.cells import SheetRefusal

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


def test_unclosed_tags_are_scanned_only_once() -> None:
    content = with_part(SHEET, b"<row" * 2_000_000, compression=zipfile.ZIP_STORED)
    started = time.process_time()
    assert refusal(content) is SheetRefusal.DAMAGED
    assert time.process_time() - started < 2


def test_big_parts_that_no_list_needs_are_refused() -> None:
    noise = b"".join(f'<x a="{number}"/>'.encode() for number in range(1_000_000))
    assert refusal(with_part("xl/styles.xml", b"<styleSheet>" + noise + b"</styleSheet>")) is SheetRefusal.BOMB


def test_a_workbook_in_an_encrypted_zip_is_refused() -> None:
    content = bytearray(workbook_bytes(lambda workbook: workbook.worksheets[0].append(["姓名"])))
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<H", content, at + 8, 1)
        at = content.find(b"PK\x01\x02", at + 4)
    assert refusal(bytes(content)) is SheetRefusal.PASSWORD
