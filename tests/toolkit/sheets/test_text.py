import pytest

from tests.builders.sheets import refusal, texts
from toolkit.sheets.cells import SheetRefusal
from toolkit.sheets.reading import read_sheet

LIST = '姓名,单位,备注\r\n王伟,青橙基因,"第一行\n第二行,带""引号"""\r\n,,\r\n李娜,星槎研究院,\r\n'


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_recognised_by_the_content(delimiter: str) -> None:
    text = '"Name";"Price";"Note"\n"王伟";"800,00";"a, b; c"\n'.replace('";"', f'"{delimiter}"')
    assert texts(read_sheet(text.encode()))[1] == ["王伟", "800,00", "a, b; c"]


def test_excels_sep_line_names_the_delimiter_and_keeps_the_line_numbers() -> None:
    sheet = read_sheet("sep=;\nName;Email\n王伟;a,b\n".encode())
    assert [(row.line, [cell.text for cell in row.cells]) for row in sheet.rows[1:]] == [
        (2, ["Name", "Email"]),
        (3, ["王伟", "a,b"]),
    ]


def test_lines_are_records_and_empty_lines_at_the_end_are_dropped() -> None:
    sheet = read_sheet((LIST + "\r\n\r\n").encode())
    assert [(row.line, row.is_empty) for row in sheet.rows] == [(1, False), (2, False), (3, True), (4, False)]


def test_an_unclosed_quotation_mark_swallows_no_rows() -> None:
    assert refusal('Name,Email\n"王伟,a@b.cn\n李娜,c@d.cn\n'.encode()) is SheetRefusal.OPEN_QUOTE
