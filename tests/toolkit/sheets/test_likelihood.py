import pytest

from toolkit.sheets.likelihood import likelihood


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("姓名 单位 王伟 研究院", "gb18030"),
        ("姓名 單位 陳美玲 教授", "big5hkscs"),
        ("氏名 山田太郎 サンプル", "cp932"),
        ("김철수 서울대학교", "cp949"),
        ("José Núñez MÜLLER Ångström", "cp1252"),
        ("Иван Петров", "cp1251"),
    ],
)
def test_what_people_write_is_likely(text: str, encoding: str) -> None:
    assert likelihood(text, encoding) > 0.8


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("JosÈ NúÒez", "cp1252"),  # capitals within words
        ("M쉕ler", "cp949"),  # a syllable within a Latin word
        ("Èìÿ Îðãàíèçàöèÿ", "cp1252"),  # a word of accented letters only
        ("Mьller", "cp1251"),  # letters of two scripts in a word
        ("侖兆 爽岻冴", "euc_jp"),  # rare characters
        ("김伊철藤", "cp949"),  # Korean and Chinese mixed
        ("JosŽ \x8e\x81", "cp1252"),
    ],
)
def test_what_a_wrong_encoding_gives_is_unlikely(text: str, encoding: str) -> None:
    assert likelihood(text, encoding) < 0.5


def test_ascii_says_nothing() -> None:
    assert likelihood("Name, Company", "cp1252") == 0
