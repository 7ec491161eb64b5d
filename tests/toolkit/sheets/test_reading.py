import io
import zipfile
from pathlib import Path

import pytest

from tests.builders.sheets import refusal
from toolkit.sheets.cells import Limits, SheetRefusal, SheetRefused
from toolkit.sheets.reading import read_sheet_file


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
def test_anything_but_a_sheet_is_refused_with_a_reason(content: bytes, reason: SheetRefusal) -> None:
    assert refusal(content) is reason


def test_a_zip_of_something_else_is_not_a_sheet() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("ppt/presentation.xml", "<p/>")
    assert refusal(buffer.getvalue()) is SheetRefusal.NOT_A_SHEET


def test_the_limits_apply_to_text_too() -> None:
    small = Limits(rows=3, columns=4, size=1000)
    assert refusal(b"a,b\n" * 10, limits=small) is SheetRefusal.TOO_MANY_ROWS
    assert refusal(b"a,b,c,d,e\n", limits=small) is SheetRefusal.TOO_MANY_COLUMNS
    assert refusal(b"a,b\n" * 300, limits=small) is SheetRefusal.TOO_BIG


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(500_000_000)
    with pytest.raises(SheetRefused) as refused:
        read_sheet_file(path)
    assert refused.value.reason is SheetRefusal.TOO_BIG
