import unicodedata

import pytest

from events.rules.names.cleaning import MAX_LENGTH, NameRefusal, NameRefused, clean_name, has_han, visible


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("　蒋　子轩　", "蒋子轩"),
        ("吴\xa0婷婷", "吴婷婷"),
        ("欧阳 建国", "欧阳建国"),
        ("\u200bLi Ming\u200e", "Li Ming"),
        ("\u202eWei\u202c  Zhang", "Wei Zhang"),
        ("许清和", "许清和"),
        ("王和平", "王和平"),
        ("朱䶮", "朱䶮"),
        ("O’Brien-Łukasz", "O’Brien-Łukasz"),
        ("J. R. Smith Jr.", "J. R. Smith Jr."),
        ("Cui, Na", "Cui, Na"),
        ("Alexander Sand", "Alexander Sand"),
        ("Wang.community", "Wang.community"),
        (unicodedata.normalize("NFD", "José Núñez"), "José Núñez"),
    ],
)
def test_a_name_is_cleaned_for_print(typed: str, printed: str) -> None:
    assert clean_name(typed) == printed


@pytest.mark.parametrize("dot", "•‧∙⋅・･᛫·●.．")
def test_every_kind_of_dot_between_chinese_characters_becomes_a_middle_dot(dot: str) -> None:
    assert clean_name(f"阿依努尔{dot}买买提") == "阿依努尔·买买提"
    assert clean_name(f"阿依努尔 {dot} 买买提") == "阿依努尔·买买提"


@pytest.mark.parametrize(("typed", "printed"), [("Wei•Li", "Wei·Li"), ("J.Li", "J.Li"), ("A・B", "A・B")])
def test_between_latin_letters_only_bullets_become_middle_dots(typed: str, printed: str) -> None:
    assert clean_name(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"), [("ＡＺ ａｚ", "AZ az"), ("［ａ］", "［a］"), ("a＠［｀｛b", "a＠［｀｛b")]
)
def test_full_width_latin_letters_become_ordinary_ones(typed: str, printed: str) -> None:
    assert clean_name(typed) == printed


@pytest.mark.parametrize("typed", ["，王伟；", "“王伟”", '"王伟"', "王伟*", "·王伟·", " /王伟： "])
def test_punctuation_around_a_name_is_removed(typed: str) -> None:
    assert clean_name(typed) == "王伟"


@pytest.mark.parametrize(
    "typed", ["冯清和🧬", "❤️冯清和", "👨\u200d👩冯清和", "👍🏽冯清和", "🏻冯清和", "🏿冯清和", "冯 🧬 清和"]
)
def test_emoji_are_removed(typed: str) -> None:
    assert clean_name(typed).replace(" ", "") == "冯清和"


def test_an_emoji_leaves_one_space() -> None:
    assert clean_name("Ann 🧬 Smith") == "Ann Smith"


def test_the_frame_of_a_keycap_is_removed_and_its_digit_kept() -> None:
    assert clean_name("1\ufe0f\u20e3王伟") == "1王伟"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", NameRefusal.EMPTY),
        ("\u3000\u200b\x00", NameRefusal.EMPTY),
        ("🧬", NameRefusal.EMPTY),
        ("，", NameRefusal.EMPTY),
        ("陶予安" * 30, NameRefusal.TOO_LONG),
        ("<script>alert(1)</script>", NameRefusal.MARKUP),
        ("a < b", NameRefusal.MARKUP),
        ("a > b", NameRefusal.MARKUP),
        ("=1+1", NameRefusal.FORMULA),
        ("@SUM(1+1)*cmd|' /C calc'!A0", NameRefusal.FORMULA),
        ("www.example.com", NameRefusal.LINK),
        ("WWW.example", NameRefusal.LINK),
        ("https://example", NameRefusal.LINK),
        ("example.cn", NameRefusal.LINK),
        ("example.NET x", NameRefusal.LINK),
        ("wang@example", NameRefusal.LINK),
        ("王伟 example。com", NameRefusal.LINK),
        ("王伟 example.top", NameRefusal.LINK),
        ("王伟微信lin2027", NameRefusal.ADVERTISING),
        ("王伟 QQ 12345", NameRefusal.ADVERTISING),
        ("王伟 13800002713", NameRefusal.ADVERTISING),
        ("魏海峰、王磊", NameRefusal.TWO_PEOPLE),
        ("魏海峰\n王磊", NameRefusal.TWO_PEOPLE),
        ("魏海峰等3人", NameRefusal.TWO_PEOPLE),
        ("Ann Smith & Bo Jones", NameRefusal.TWO_PEOPLE),
        ("何怀瑾（随行：吕慕言）", NameRefusal.COMPANION),
        ("何怀瑾（吕慕言）", NameRefusal.COMPANION),
        ("何怀瑾携夫人", NameRefusal.COMPANION),
        ("\ue000伟", NameRefusal.UNPRINTABLE),
        ("\ud800伟", NameRefusal.UNPRINTABLE),
        ("\U0010ffff伟", NameRefusal.UNPRINTABLE),
        ("王\ufffd", NameRefusal.UNPRINTABLE),
        ("12345", NameRefusal.NO_LETTER),
        ("Ⅻ", NameRefusal.NO_LETTER),
    ],
)
def test_text_that_is_not_one_persons_name_is_refused_with_a_reason(typed: str, reason: NameRefusal) -> None:
    with pytest.raises(NameRefused) as refused:
        clean_name(typed)
    assert refused.value.reason is reason
    assert str(refused.value) == reason.value


@pytest.mark.parametrize("sign", "=+-@|＝＋－＠")
def test_a_sign_that_starts_a_formula_is_refused_only_at_the_start(sign: str) -> None:
    with pytest.raises(NameRefused) as refused:
        clean_name(f"{sign}王伟")
    assert refused.value.reason is NameRefusal.FORMULA


@pytest.mark.parametrize(
    "name",
    [
        *("𠮷田", "𡃁仔", "\U00030edd伟", "\U00031350伟", "\U0002ebf0", "\U000323b0"),
        *(
            "דוד בן־גוריון",
            "राजेश क्षत्रिय",
            "བསྟན་འཛིན",
            "ᠪᠠᠲᠤ",
            "ئابدۇرەھمان",
            "อภิสิทธิ์",
            "ꆈꌠ",
            "Ọlúṣẹ́gun",
            "አበበ",
            "გიორგი",
            "𞤀𞤣𞤤𞤢𞤥",
        ),
        *("علی\u200cرضا", "ශ්\u200dරී", "രാമന്\u200d", "ᠴᠠᠭᠠ\u180eᠠ"),
    ],
)
def test_letters_of_every_script_are_kept_as_typed(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("李\u200c明", "李明"), ("Li\u200dMing", "LiMing"), ("علی\u200c", "علی"), ("\u200cعلی \u200d", "علی")],
)
def test_joiners_that_join_nothing_are_removed(typed: str, printed: str) -> None:
    assert clean_name(typed) == printed


@pytest.mark.parametrize("unassigned", ["\u0378", "\U0002fffd", "\U00033480", "\U000e0080"])
def test_characters_that_unicode_has_not_assigned_are_refused(unassigned: str) -> None:
    with pytest.raises(NameRefused) as refused:
        clean_name(f"王{unassigned}")
    assert refused.value.reason is NameRefusal.UNPRINTABLE


def test_a_hyphen_inside_a_name_is_allowed() -> None:
    assert clean_name("Mary-Ann") == "Mary-Ann"


def test_a_name_has_at_most_60_characters() -> None:
    assert MAX_LENGTH == 60
    assert clean_name("n" * 60) == "n" * 60
    assert clean_name(unicodedata.normalize("NFD", "é" * 60)) == "é" * 60
    with pytest.raises(NameRefused) as refused:
        clean_name("n" * 61)
    assert refused.value.reason is NameRefusal.TOO_LONG


@pytest.mark.parametrize("han", ["々", "〇", "㐀", "䶿", "一", "鿿", "豈", "𠀀", "Wei 伟"])
def test_text_with_any_chinese_character_is_han(han: str) -> None:
    assert has_han(han)


@pytest.mark.parametrize("text", ["", "Wei", "Иван", "·", "ひ", "한", "、"])
def test_other_scripts_and_punctuation_are_not_han(text: str) -> None:
    assert not has_han(text)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\tb\r\nc\u2028d\u2029e\x85f", "a b c d e f"),
        ("a\u3000\xa0\u2003b", "a b"),
        ("a\x00b\x07c", "abc"),
        ("a\u200bb\u200ec\u202ed\ufeffe\xadf", "abcdef"),
        ("a\u3164b\u2800c", "a b c"),
        ("e\u0301", "é"),
        ("👨\u200d👩1\ufe0f\u20e3", "👨\u200d👩1\ufe0f\u20e3"),
        ("", ""),
    ],
)
def test_invisible_marks_are_removed_and_all_spaces_become_one_space(text: str, seen: str) -> None:
    assert visible(text) == seen
    assert visible(text) == seen, "what a character looks like is remembered correctly"
