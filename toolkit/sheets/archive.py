"""Checks of the zip archive of a workbook or a Word document, made before any of its XML is parsed."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from toolkit.sheets.cells import Limits, SheetRefusal, SheetRefused

_BIG_ENOUGH_TO_HURT = 1_000_000
_MACRO_PART = re.compile(r"(?:^|/)vba(?:Project|Data)[^/]*$", re.IGNORECASE)
_DECLARED = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{1,40})[\"']")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_TABLE_CELL = re.compile(rb"<(?:\w+:)?tc[\s>/]")
_PARAGRAPH = re.compile(rb"<(?:\w+:)?p[\s>/]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_ROW_NUMBER = re.compile(rb"<(?:\w+:)?row[^<>]*\sr=[\"'](\d{1,9})")
_COLUMN = re.compile(rb"\sr=[\"']([A-Z]{1,9})\d")
_STRING = re.compile(rb"<(?:\w+:)?si[\s>/]")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell[^<>]*\sref=[\"']([A-Z]{1,9})(\d{1,9}):([A-Z]{1,9})(\d{1,9})")
_MERGE_OPENING = re.compile(rb"<(?:\w+:)?mergeCell[\s>/]")


def inspect_archive(content: bytes, *, limits: Limits) -> bool:
    """Return whether any cell is a formula.

    Raise SheetRefused for zip bombs, passwords, other formats and sheets beyond the limits.
    """
    with _opened(content, limits=limits) as archive:
        _refuse_other_formats(set(archive.namelist()))
        formulas = [_inspect_part(archive.read(one), one.filename, limits=limits) for one in archive.infolist()]
    return any(formulas)


def holds_document(content: bytes) -> bool:
    """Return whether the archive is a Word document, with or without macros; False if it cannot be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(name.startswith("word/document") for name in archive.namelist())
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError):
        return False


def inspect_document(content: bytes, *, limits: Limits) -> None:
    """Raise SheetRefused for zip bombs, macros, document types, entities, and documents beyond the limits."""
    with _opened(content, limits=limits) as archive:
        if any(_MACRO_PART.search(name) for name in archive.namelist()):
            raise SheetRefused(SheetRefusal.MACROS)
        for member in archive.infolist():
            if member.filename.endswith((".xml", ".rels")):
                _inspect_document_part(archive.read(member), member.filename, limits=limits)


@contextmanager
def _opened(content: bytes, *, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """Open an archive whose members are within the limits. Raise SheetRefused, also for what is damaged further on."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_members(archive.infolist(), limits=limits)
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as refusal:
        raise SheetRefused(SheetRefusal.DAMAGED) from refusal


def _inspect_document_part(part: bytes, name: str, *, limits: Limits) -> None:
    if len(part) > limits.part:
        raise SheetRefused(SheetRefusal.BOMB)
    declared = _DECLARED.match(part)
    if part[:2] in _UTF_16 or b"\0" in part[:4] or (declared and declared[1].lower() not in {b"utf-8", b"us-ascii"}):
        raise SheetRefused(SheetRefusal.DAMAGED)  # in another encoding, a document type would not be seen
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise SheetRefused(SheetRefusal.ENTITIES)
    if name == "[Content_Types].xml" and b"macroEnabled" in part:
        raise SheetRefused(SheetRefusal.MACROS)
    if _count(_TABLE_CELL, part) + _count(_PARAGRAPH, part) > limits.document_blocks:
        raise SheetRefused(SheetRefusal.TOO_MANY_ROWS, limit=limits.document_blocks)


def _refuse_members(members: list[zipfile.ZipInfo], *, limits: Limits) -> None:
    if any(member.flag_bits & 0x1 for member in members):
        raise SheetRefused(SheetRefusal.PASSWORD)
    if len(members) > limits.members or sum(member.file_size for member in members) > limits.unpacked:
        raise SheetRefused(SheetRefusal.BOMB)
    for member in members:
        if member.file_size > _BIG_ENOUGH_TO_HURT and member.file_size > limits.ratio * member.compress_size:
            raise SheetRefused(SheetRefusal.BOMB)


def _refuse_other_formats(names: set[str]) -> None:
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise SheetRefused(SheetRefusal.NOT_A_SHEET)


def _inspect_part(part: bytes, name: str, *, limits: Limits) -> bool:
    if not name.endswith((".xml", ".rels")):
        return False
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise SheetRefused(SheetRefusal.BOMB)
    if name == "xl/sharedStrings.xml":
        if _count(_STRING, part) > limits.workbook_cells:
            raise SheetRefused(SheetRefusal.TOO_MANY_ROWS, limit=limits.rows)
        return False
    if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
        if len(part) > limits.part:
            raise SheetRefused(SheetRefusal.BOMB)
        return False
    _refuse_excess(part, limits=limits)
    _refuse_merges(part, limits=limits)
    return re.search(rb"<(?:\w+:)?f[\s>/]", part) is not None


def _refuse_excess(part: bytes, *, limits: Limits) -> None:
    last_row = max((int(number) for number in _ROW_NUMBER.findall(part)), default=0)
    rows = max(last_row, _count(_ROW, part))
    if rows > limits.rows or _count(_CELL, part) > limits.workbook_cells:
        raise SheetRefused(SheetRefusal.TOO_MANY_ROWS, limit=limits.rows, found=rows)
    widest = max(map(_column_number, set(_COLUMN.findall(part))), default=0)
    if widest > limits.columns:
        raise SheetRefused(SheetRefusal.TOO_MANY_COLUMNS, limit=limits.columns, found=widest)


def _refuse_merges(part: bytes, *, limits: Limits) -> None:
    """Refuse huge merged ranges: openpyxl creates an object for each cell in them."""
    merges = _MERGE.findall(part)
    if len(merges) != _count(_MERGE_OPENING, part):
        raise SheetRefused(SheetRefusal.DAMAGED)
    covered = 0
    for left, top, right, bottom in merges:
        covered += (int(bottom) - int(top) + 1) * (_column_number(right) - _column_number(left) + 1)
        if covered > limits.workbook_cells or int(bottom) > limits.rows:
            raise SheetRefused(SheetRefusal.BOMB)


def _count(pattern: re.Pattern[bytes], part: bytes) -> int:
    return sum(1 for _ in pattern.finditer(part))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
