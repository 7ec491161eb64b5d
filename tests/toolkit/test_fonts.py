"""The fonts for print: the characters that they cover, and their checksums."""

import hashlib

import pytest

from toolkit.fonts import FONTS, Face, missing, named, width

NAMES = [
    "林知远",
    "㛃 䶮 𬴂 𫖯 𬬩 喆 㬎 镕 堃 犇 龘",
    "龍應臺 東京 ひらがな カタカナ",
    "김철수 뷁 힣",
    "عبد الرحمن بن عبد العزيز آل سعود",
    "محمدرضا گلپایگانی چ پ ژ",
    "ئابدۇرەھمان",
    "สมชาย ใจดี กิ่งแก้ว",
    "Łukasz Żółć, Ğüneş, Őrsi, Ñandú, Åse, Ærø, Þór, Đặng Thị Ngọc Hiền",
    "Ελένη Παπαδοπούλου",
    "Владимир Ёлкин Ђорђе Їжак",
    "O’Neill–Smith · 阿不都热合曼·买买提明",
]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_can_be_drawn(name: str) -> None:
    assert missing(name) == ()


def test_every_character_of_the_national_standards_can_be_drawn() -> None:
    for standard in ("gb2312", "gbk", "big5", "shift_jis", "euc_kr"):
        letters = [chr(code) for code in range(0x3400, 0xD7A4) if chr(code).isalpha()]
        inside = "".join(letter for letter in letters if letter.encode(standard, "ignore"))
        assert missing(inside) == (), standard


def test_missing_characters_are_listed_once_in_order() -> None:
    assert missing("林😀远ཀ😀") == ("😀", "ཀ")
    assert named(missing("林😀远ཀ😀")) == "😀 (U+1F600), ཀ (U+0F40)"


def test_marks_that_steer_the_drawing_of_others_are_never_missing() -> None:
    assert missing("می\u200cخواهم \u2067x\u2069 葛\U000e0100") == ()


def test_square_characters_are_one_em_wide() -> None:
    assert width("林知远", Face.SERIF) == pytest.approx(3)
    assert width("é", Face.SANS_LATIN) == width("e", Face.SANS_LATIN)


def test_the_fonts_match_their_recorded_hashes() -> None:
    written = {f"{hashlib.sha256(path.read_bytes()).hexdigest()}  ./{path.name}" for path in FONTS.glob("*.ttf")}
    assert written == set((FONTS / "SHA256SUMS").read_text().splitlines())
