import pytest

from tests.builders.sheets import refusal, texts
from toolkit.sheets.cells import Limits, SheetRefusal, SheetRefused
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


def lines_of(text: str) -> list[list[str]]:
    return texts(read_sheet(text.encode(), has_lines=True))


def test_a_text_without_columns_is_read_as_lines_if_it_may_have_them() -> None:
    assert lines_of('9:00 致辞, 开场\n\n9:10 "酶" 的设计') == [["9:00 致辞, 开场"], [], ['9:10 "酶" 的设计']]
    assert lines_of('9:00 "open\n9:10 quote') == [['9:00 "open'], ["9:10 quote"]]
    assert lines_of("9:00\t致辞\t苏念\n9:10\t茶歇\t") == [["9:00", "致辞", "苏念"], ["9:10", "茶歇", ""]]


def test_lines_are_read_within_the_limits() -> None:
    with pytest.raises(SheetRefused, match=SheetRefusal.TOO_MANY_ROWS):
        read_sheet(b"a\nb\nc", has_lines=True, limits=Limits(rows=2))
    with pytest.raises(SheetRefused, match=SheetRefusal.CELL_TOO_LONG):
        read_sheet(b"a" * 10_001, has_lines=True)
