import pytest

from tests.builders.sheets import texts
from toolkit.sheets.reading import read_sheet

LIST = '姓名,单位,备注\r\n王伟,青橙基因,"第一行\n第二行,带""引号"""\r\n,,\r\n李娜,星槎研究院,\r\n'


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
