from collections import Counter

import pytest

from portal.demo.names import invented_names
from tests.builders.sheets import refusal, texts
from toolkit.sheets.cells import SheetRefusal, SheetRefused
from toolkit.sheets.encodings import decode, known_encoding, likely_encodings
from toolkit.sheets.reading import read_sheet, samples

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


def test_a_character_that_only_gb18030_has_is_read() -> None:
    assert texts(read_sheet("姓名,单位\n朱䶮,研究院\n".encode("gb18030")))[1] == ["朱䶮", "研究院"]


JAPANESE_NAMES = [
    *("佐藤健", "鈴木翔太", "高橋蓮", "田中美咲", "伊藤翼", "渡辺健太", "山本拓也", "中村大輔"),
    *("小林葵", "加藤陽菜", "吉田さくら", "山田結衣", "佐々木誠", "山口洋子", "松本恵子", "井上幸子"),
    *("木村和子", "林節子", "斎藤清", "清水実", "山崎勇", "森進"),
]
JAPANESE = "氏名,所属,役職\n山田太郎,東京大学大学院,教授\n鈴木花子,株式会社サンプル,研究員\n"
KOREAN = "이름,소속\n김철수,서울대학교\n이영희,한국과학기술원\n"
WESTERN = "Name,Firma\nJürgen Müller,Universität Köln\n"
CYRILLIC = "Имя,Организация\nИван Петров,Университет\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (JAPANESE, "cp932"),
        ("氏名,フリガナ\n山田太郎,ﾔﾏﾀﾞ ﾀﾛｳ\n", "cp932"),
        (JAPANESE, "euc_jp"),
        ("氏名,所属\n佐藤健,京都大学\n", "euc_jp"),
        ("时间（日期）,时间段,地点,内容,嘉宾\n2020.11.2,0900-0920,A201,酶,苏念", "gb18030"),
        (KOREAN, "cp949"),
        (WESTERN, "cp1252"),
        (WESTERN, "mac_roman"),
        ("Name,Company\nJosé Núñez,Café\n", "mac_roman"),
        (CYRILLIC, "cp1251"),
        ("Name,Company\n王伟,Acme\nJohn Smith,Acme\n", "gb18030"),
    ],
)
def test_what_looks_like_a_text_in_one_encoding_only_is_read_in_it(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize(
    ("text", "encoding", "among"),
    [
        ("Name,Company\nJosé Núñez,Café\n", "cp1252", ("cp1252", "cp1250")),
        ("葛滢", "gb18030", ("gb18030", "big5hkscs", "euc_jp", "cp949", "cp932")),
        ("Jméno,Firma\nAntonín Dvořák,Příbram\n", "cp1250", ("cp1252", "cp1250")),
    ],
)
def test_a_text_whose_encoding_is_unsure_is_not_read_but_asked_about(
    text: str, encoding: str, among: tuple[str, ...]
) -> None:
    content = text.encode(encoding)
    assert refusal(content) is SheetRefusal.UNSURE_ENCODING
    assert likely_encodings(content) == among
    assert decode(content, encoding)[0] == text


def outcome(text: str, encoding: str) -> str:
    content = text.encode(encoding)
    try:
        return "read" if decode(content) == (text, encoding) else "wrong"
    except SheetRefused:
        return "asked" if encoding in likely_encodings(content) else "not offered"


@pytest.mark.parametrize(
    ("encoding", "heading", "names"),
    [("gb18030", "姓名", invented_names(600)), ("cp932", "氏名", JAPANESE_NAMES), ("euc_jp", "氏名", JAPANESE_NAMES)],
)
def test_no_list_of_one_to_eight_names_is_read_in_a_wrong_encoding(
    encoding: str, heading: str, names: list[str]
) -> None:
    lists = [[heading, *names[start : start + 1 + start % 8]] for start in range(len(names) - 8)]
    found = Counter(outcome("\n".join(rows), encoding) for rows in lists)
    assert set(found) <= {"read", "asked"}
    assert found["read"] > len(lists) // 3


def test_samples_are_the_rows_that_differ() -> None:
    content = "Name,Company\nJohn Smith,Acme\nJosé Núñez,Café\n".encode("cp1252")
    assert [(sample.encoding, sample.name, sample.rows) for sample in samples(content)] == [
        ("cp1252", "Windows-1252", (("José Núñez", "Café"),)),
        ("cp1250", "Windows-1250", (("José Núńez", "Café"),)),
    ]


def test_samples_have_no_control_characters() -> None:
    first, second = samples("José Núñez\x1b[2J,\x07Café\n".encode("cp1252"))
    assert first.rows == (("José Núñez [2J", " Café"),)
    assert second.rows == (("José Núńez [2J", " Café"),)


def test_a_given_encoding_is_used_by_any_of_its_names() -> None:
    for name in ("Shift_JIS", "sjis", "cp932", "SHIFT-JIS"):
        assert texts(read_sheet(JAPANESE.encode("cp932"), encoding=name))[1] == ["山田太郎", "東京大学大学院", "教授"]


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64", "zip", "x\0", "idna"])
def test_what_is_no_encoding_of_a_text_is_refused(name: str) -> None:
    with pytest.raises(SheetRefused) as refused:
        read_sheet(JAPANESE.encode("cp932"), encoding=name)
    assert refused.value.reason in {SheetRefusal.UNKNOWN_ENCODING, SheetRefusal.ENCODING}


def test_a_given_encoding_that_does_not_fit_is_refused() -> None:
    assert known_encoding("Mac Roman") == "mac_roman"
    with pytest.raises(SheetRefused) as refused:
        read_sheet(JAPANESE.encode("cp932"), encoding="euc_jp")
    assert refused.value.reason is SheetRefusal.ENCODING
