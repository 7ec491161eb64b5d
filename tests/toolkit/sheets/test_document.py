"""Word documents: what is read from them, and which are refused before they are opened."""

import socket
import time
import zipfile
from io import BytesIO

import pytest
from docx.document import Document

from tests.builders.documents import (
    CONTENT_TYPES,
    document_bytes,
    lines_document,
    part_of,
    table_document,
    with_body,
    with_parts,
)
from tests.builders.sheets import refusal, texts
from toolkit.sheets.cells import Limits, SheetRefusal
from toolkit.sheets.reading import read_sheet


def test_tables_and_paragraphs_are_rows_in_their_order() -> None:
    def fill(document: Document) -> None:
        document.add_heading("议程")
        document.add_paragraph("")
        document.add_paragraph("9:00-9:10 致辞", style="List Bullet")
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "9:10-9:30", "酶的设计"
        document.add_paragraph("9:30-9:40\t茶歇\n9:40-10:00\t讨论", style="List Number")

    sheet = read_sheet(document_bytes(fill))
    assert texts(sheet) == [
        ["议程"],
        ["9:00-9:10 致辞"],
        ["9:10-9:30", "酶的设计"],
        ["9:30-9:40", "茶歇"],
        ["9:40-10:00", "讨论"],
    ]
    assert ([row.line for row in sheet.rows], sheet.encoding) == ([1, 2, 3, 4, 5], "docx")


def test_merged_cells_have_the_content_of_the_cell_above_but_not_of_the_one_before() -> None:
    def fill(document: Document) -> None:
        table = document.add_table(rows=3, cols=3)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "上午"
        table.cell(0, 1).text, table.cell(0, 2).text, table.cell(1, 1).text = "致辞", "苏念", "报告"
        table.cell(2, 0).merge(table.cell(2, 2)).text = "茶歇"

    rows = read_sheet(document_bytes(fill)).rows
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["上午", "致辞", "苏念"], ["上午", "报告", ""], ["茶歇", "", ""],
    ]  # fmt: skip
    assert [cell.is_inherited for cell in rows[1].cells] == [True, False, False]


def test_paragraphs_of_a_cell_and_tables_in_it_are_its_lines() -> None:
    def fill(document: Document) -> None:
        cell = document.add_table(rows=1, cols=1).cell(0, 0)
        cell.text = "苏念"
        cell.add_paragraph("星槎院")
        cell.add_table(rows=1, cols=1).cell(0, 0).text = "教授"

    assert texts(read_sheet(document_bytes(fill))) == [["苏念\n星槎院\n教授"]]


RUN = "<w:r><w:t>{}</w:t></w:r>"
BOX = f"<w:txbxContent><w:p>{RUN.format('b')}</w:p></w:txbxContent>"
DELETED_ROW = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{RUN.format('a')}</w:p></w:tc></w:tr>"
INDENTED_ROW = f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc><w:p>{RUN.format('b')}</w:p></w:tc></w:tr>"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (f"<w:p>{RUN.format('a')}<w:ins>{RUN.format('b')}</w:ins></w:p>", ["ab"]),
        (f"<w:p><w:del><w:r><w:delText>a</w:delText></w:r></w:del>{RUN.format('b')}</w:p>", ["b"]),
        (f"<w:sdt><w:sdtContent><w:p>{RUN.format('a')}</w:p></w:sdtContent></w:sdt>", ["a"]),
        (f"<w:p><w:hyperlink>{RUN.format('a')}</w:hyperlink></w:p>", ["a"]),
        (f"<w:p>{RUN.format('a')}<w:r>{BOX}</w:r></w:p>", ["a", "b"]),
        (f"<w:tbl>{DELETED_ROW}{INDENTED_ROW}</w:tbl>", ["|b"]),
        ("<w:p><w:r><w:fldChar/><w:instrText>PAGE</w:instrText><w:t>9</w:t><w:tab/><w:t>x</w:t></w:r></w:p>", ["9|x"]),
    ],
    ids=["inserted", "deleted", "content control", "link", "text box", "rows", "fields"],
)  # fmt: skip
def test_a_reader_sees_what_is_printed(body: str, lines: list[str]) -> None:
    assert ["|".join(row) for row in texts(read_sheet(with_body(body)))] == lines


@pytest.mark.parametrize(
    ("switch", "struck"), [("<w:strike/>", ["a"]), ("<w:strike w:val='0'/>", []), ("", [])], ids=["on", "off", "absent"]
)
def test_text_that_is_struck_through_is_marked(switch: str, struck: list[str]) -> None:
    row = read_sheet(with_body(f"<w:p><w:r><w:rPr>{switch}</w:rPr><w:t>a</w:t></w:r></w:p>")).rows[0]
    assert [cell.text for cell in row.cells if cell.is_struck] == struck


EXTERNAL = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def test_document_types_and_entities_are_refused_in_every_part() -> None:
    plain = lines_document("a")
    start = part_of(plain)
    at = start.index(b"<w:document")
    assert refusal(with_parts(plain, document=start[:at] + EXTERNAL + start[at:])) is SheetRefusal.ENTITIES
    assert refusal(with_parts(plain, **{"word/other.xml": EXTERNAL + b"<a>&x;</a>"})) is SheetRefusal.ENTITIES


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-7"])
def test_a_document_type_cannot_be_hidden_in_another_encoding(encoding: str) -> None:
    part = f'<?xml version="1.0" encoding="{encoding}"?>{EXTERNAL.decode()}<a>&x;</a>'.encode(encoding)
    if encoding == "utf-7":
        part = f'<?xml version="1.0" encoding="utf-7"?>{"+ADw-!DOCTYPE a>"}<a/>'.encode()
    assert refusal(with_parts(lines_document("a"), document=part)) is SheetRefusal.DAMAGED


def test_macros_are_refused_by_the_part_and_by_the_type_of_the_document() -> None:
    plain = lines_document("a")
    types = part_of(plain, CONTENT_TYPES).replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert types != part_of(plain, CONTENT_TYPES)
    assert refusal(with_parts(plain, content_types=types)) is SheetRefusal.MACROS
    assert refusal(with_parts(plain, **{"word/vbaProject.bin": b"x"})) is SheetRefusal.MACROS


def test_a_document_that_unpacks_to_200_mb_is_refused_at_once() -> None:
    content = with_parts(lines_document("a"), **{"word/media/image1.bmp": b"\0" * 200_000_000})
    started = time.process_time()
    assert refusal(content) is SheetRefusal.BOMB
    assert (time.process_time() - started < 1, len(content) < 1_000_000) == (True, True)


def test_a_document_with_too_many_parts_or_a_part_too_long_is_refused() -> None:
    plain = lines_document("a")
    assert refusal(with_parts(plain, **{f"word/{n}.xml": b"<a/>" for n in range(1_000)})) is SheetRefusal.BOMB
    assert refusal(plain, limits=Limits(part=1_000)) is SheetRefusal.BOMB


def test_documents_beyond_the_limits_are_refused() -> None:
    assert refusal(lines_document(*"abc"), limits=Limits(document_blocks=2)) is SheetRefusal.TOO_MANY_ROWS
    assert refusal(table_document(("a", "b", "c")), limits=Limits(columns=2)) is SheetRefusal.TOO_MANY_COLUMNS
    wide = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='99999'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
    assert refusal(with_body(wide)) is SheetRefusal.TOO_MANY_COLUMNS


@pytest.mark.parametrize("part", [b"", b"<w:document", b"<a/>"])
def test_a_document_without_a_body_is_damaged(part: bytes) -> None:
    assert refusal(with_parts(lines_document("a"), document=part)) is SheetRefusal.DAMAGED


def test_a_torn_document_is_damaged() -> None:
    content = lines_document("a" * 10_000)
    assert refusal(content[: len(content) // 2]) is SheetRefusal.DAMAGED
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert refusal(buffer.getvalue()) is SheetRefusal.DAMAGED


def test_an_empty_document_is_empty_and_an_old_one_says_how_to_save_it() -> None:
    assert refusal(lines_document()) is SheetRefusal.EMPTY
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "WordDocument".encode("utf-16-le")
    assert refusal(old) is SheetRefusal.OLD_WORD


def test_a_long_table_is_read_within_seconds() -> None:
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>苏念</w:t></w:r></w:p></w:tc>" * 5 + "</w:tr>"
    content = with_body(f"<w:tbl>{row * 5_000}</w:tbl>")
    started = time.process_time()
    assert len(read_sheet(content).rows) == 5_000
    assert time.process_time() - started < 5


def test_no_relation_to_another_file_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    kinds = ("attachedTemplate", "hyperlink", "image", "subDocument")
    relations = "".join(
        f'<Relationship Id="x{kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
        f' Target="http://203.0.113.1/{kind}" TargetMode="External"/>'
        for kind in kinds
    )
    plain = lines_document("a")
    name = "word/_rels/document.xml.rels"
    part = part_of(plain, name).replace(b"</Relationships>", f"{relations}</Relationships>".encode())
    assert texts(read_sheet(with_parts(plain, **{name: part}))) == [["a"]]
