"""Reading an untrusted file into a `Sheet`, within limits that are checked first."""

from itertools import islice
from pathlib import Path

from toolkit.sheets.archive import holds_document
from toolkit.sheets.cells import LIMITS, EncodingSample, Limits, Sheet, SheetRefusal, SheetRefused
from toolkit.sheets.document import read_document
from toolkit.sheets.encodings import NAMES, likely_encodings
from toolkit.sheets.text import read_text_sheet
from toolkit.sheets.workbook import read_workbook

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_OTHER_FORMATS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"RIFF",
    b"%PDF",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"{\\rtf",
    b"\x7fELF",
    b"MZ",
    b"SQLite format",
)
_MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<svg")


def read_sheet_file(path: Path, *, encoding: str = "", limits: Limits = LIMITS) -> Sheet:
    """Return the sheet in a file, whose size is checked before it is opened. Raise SheetRefused or OSError.

    `encoding` is that of a text; it is detected if it is not given.
    """
    size = path.stat().st_size
    if size > limits.size:
        raise SheetRefused(SheetRefusal.TOO_BIG, limit=limits.size, found=size)
    return read_sheet(path.read_bytes(), encoding=encoding, limits=limits)


def read_sheet(content: bytes, *, encoding: str = "", has_lines: bool = False, limits: Limits = LIMITS) -> Sheet:
    """Return the sheet in the bytes of an .xlsx, .docx, .csv, .tsv or .txt file.

    The content alone tells the format, and the encoding of a text unless that is given. With `has_lines`, a text
    without columns is read as lines, one cell each. Raise SheetRefused.
    """
    if len(content) > limits.size:
        raise SheetRefused(SheetRefusal.TOO_BIG, limit=limits.size, found=len(content))
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise SheetRefused(SheetRefusal.EMPTY)
    if _is_archive(content):
        read = read_document if holds_document(content) else read_workbook
        sheet = read(content, limits=limits)
    else:
        sheet = read_text_sheet(content, encoding=encoding, has_lines=has_lines, limits=limits)
    if all(row.is_empty for row in sheet.rows):
        raise SheetRefused(SheetRefusal.EMPTY)
    return sheet


def samples(content: bytes) -> tuple[EncodingSample, ...]:
    """Return some rows of a text in each encoding that it may be in, the likeliest first, for a person to choose."""
    found = []
    for encoding in likely_encodings(content):
        try:
            sheet = read_text_sheet(content, encoding=encoding, limits=LIMITS)
        except SheetRefused:
            continue
        found.append(EncodingSample(encoding=encoding, name=NAMES[encoding], rows=_telling(sheet)))
    return tuple(found)


def _telling(sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    """Return the first rows of which a cell is not in ASCII, since only those differ between encodings."""
    rows = (tuple(_shown(cell.text) for cell in row.cells[:6]) for row in sheet.rows)
    return tuple(islice((row for row in rows if not all(map(str.isascii, row))), 4))


def _shown(text: str) -> str:
    """Return the beginning of a cell as it may be shown on a terminal, too: without control characters."""
    return "".join(character if character.isprintable() else " " for character in text[:40])


def _is_archive(content: bytes) -> bool:
    if content.startswith(_OLE):
        old = SheetRefusal.OLD_WORD if _WORD in content else SheetRefusal.OLD_EXCEL
        raise SheetRefused(SheetRefusal.PASSWORD if _ENCRYPTED in content else old)
    if content.startswith(_ZIP):
        return True
    start = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    # Two letters prove nothing by themselves: a heading may begin with BM or MZ.
    looks_binary = b"\0" in content[:200] and not content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if any(start.startswith(mark) and (len(mark) > 2 or looks_binary) for mark in _OTHER_FORMATS):
        raise SheetRefused(SheetRefusal.NOT_A_SHEET)
    if start.lower().startswith(_MARKUP):
        raise SheetRefused(SheetRefusal.NOT_A_SHEET)
    return False
