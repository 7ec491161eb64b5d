"""The fonts for print: the characters that they cover, and their checksums."""

import hashlib

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # it publishes no types

from toolkit.fonts import _FILES, FONTS, ORDINARY_REACH, Face, families_of, missing, named, reach, width

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
    "𠮷田 𡃁仔 𠻸 𪜎 𫞩 𬤇 𮥼",
    "דוד בן־גוריון",
    "राजेश कुमार क्षत्रिय, রবীন্দ্রনাথ ঠাকুর, ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ, નરેન્દ્ર પટેલ, ଜଗନ୍ନାଥ",
    "சுப்பிரமணியன், శ్రీనివాస రావు, ಕೃಷ್ಣಮೂರ್ತಿ, രാമകൃഷ്ണൻ, ශ්‍රී",
    "ສົມໃຈ, សុខ ស្រីមុំ, အောင်ဆန်း",
    "გიორგი, Հայկ Սարգսյան, አበበ ቢቂላ, އިބްރާހީމް",
    "བསྟན་འཛིན་རྒྱ་མཚོ, ᠪᠠᠲᠤ, ꆈꌠꊿ, ᥖᥭᥰ, ᦅᧄᦵᦋᧁᧈᦷᦟᧅ, ꓡꓲ‐ꓢꓴ",
    "ܝܘܚܢܢ, ߞߊ߲ߞߊ߲, ⵎⵓⵃⵎⵎⴰⴷ, ᏣᎳᎩ, ᐃᓄᒃ, 𞤀𞤣𞤤𞤢𞤥",
    "Ọlúṣẹ́gun Ɗanjuma Ŋgũgĩ Ǩiârâ Ҩҭар",
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
    assert missing("林😀远𓀀😀") == ("😀", "𓀀")
    assert named(missing("林😀远𓀀😀")) == "😀 (U+1F600), 𓀀 (U+13000)"


def test_every_font_is_found_under_the_name_of_its_family() -> None:
    for face in Face:
        for file, family in zip(_FILES[face], families_of(face), strict=True):
            with TTFont(FONTS / f"{file}.ttf", lazy=True) as font:
                assert family in {record.toUnicode() for record in font["name"].names if record.nameID in {1, 16}}


def test_stacked_letters_reach_further_than_others() -> None:
    assert reach("林知远 Łukasz", Face.SERIF) == ORDINARY_REACH
    for name in ("བསྟན་འཛིན", "အောင်ဆန်း", "กิ่งแก้ว"):
        assert reach(name, Face.SERIF) > ORDINARY_REACH


def test_marks_that_steer_the_drawing_of_others_are_never_missing() -> None:
    assert missing("می\u200cخواهم \u2067x\u2069 葛\U000e0100") == ()


def test_square_characters_are_one_em_wide() -> None:
    assert width("林知远", Face.SERIF) == pytest.approx(3)
    assert width("é", Face.SANS_LATIN) == width("e", Face.SANS_LATIN)


def test_the_fonts_match_their_recorded_hashes() -> None:
    lines = (FONTS / "SHA256SUMS").read_text().splitlines()
    recorded = {line.partition("  ")[2].removeprefix("./"): line.partition("  ")[0] for line in lines}
    found = {
        str(path.relative_to(FONTS)): hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.rglob("*.ttf")
    }
    assert found == recorded
