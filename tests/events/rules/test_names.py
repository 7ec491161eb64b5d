"""Names as people and spreadsheets type them."""

import unicodedata

import pytest

from events.rules.names import (
    NameRefusal,
    NameRefused,
    clean_name,
    companion_in,
    fold_query,
    is_placeholder,
    latin_name_for,
    same_name,
    search_keys,
    sort_pinyin,
    split_name,
    two_scripts,
)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("　蒋　子轩　", "蒋子轩"),
        ("吴\xa0婷婷", "吴婷婷"),
        ("欧阳 建国", "欧阳建国"),
        ("\u200bLi Ming\u200e", "Li Ming"),
        ("\u202eWei\u202c  Zhang", "Wei Zhang"),
        ("阿依努尔•买买提", "阿依努尔·买买提"),
        ("阿依努尔.买买提", "阿依努尔·买买提"),
        ("ＷＡＮＧ Ｗｅｉ", "WANG Wei"),
        ("冯清和🧬", "冯清和"),
        ("朱䶮", "朱䶮"),
        ("许清和", "许清和"),
        ("王和平", "王和平"),
        ("O’Brien-Łukasz", "O’Brien-Łukasz"),
        ("J. R. Smith Jr.", "J. R. Smith Jr."),
        ("Cui, Na", "Cui, Na"),
        ("Alexander Sand", "Alexander Sand"),
        (unicodedata.normalize("NFD", "José Núñez"), "José Núñez"),
        ("n" * 60, "n" * 60),
    ],
)
def test_a_name_is_made_fit_to_be_printed(typed: str, printed: str) -> None:
    assert clean_name(typed) == printed


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", NameRefusal.EMPTY),
        ("\u3000\u200b\x00", NameRefusal.EMPTY),
        ("🧬", NameRefusal.EMPTY),
        ("n" * 61, NameRefusal.TOO_LONG),
        ("陶予安" * 30, NameRefusal.TOO_LONG),
        ("<script>alert(1)</script>", NameRefusal.MARKUP),
        ("=1+1", NameRefusal.FORMULA),
        ("@SUM(1+1)*cmd|' /C calc'!A0", NameRefusal.FORMULA),
        ("-王伟", NameRefusal.FORMULA),
        ("www.example.com", NameRefusal.LINK),
        ("wang@example.com", NameRefusal.LINK),
        ("魏海峰、王磊", NameRefusal.TWO_PEOPLE),
        ("魏海峰和王磊", NameRefusal.TWO_PEOPLE),
        ("魏海峰 王磊", NameRefusal.TWO_PEOPLE),
        ("魏海峰，王磊", NameRefusal.TWO_PEOPLE),
        ("魏海峰\n王磊", NameRefusal.TWO_PEOPLE),
        ("魏海峰等3人", NameRefusal.TWO_PEOPLE),
        ("Ann Smith & Bo Jones", NameRefusal.TWO_PEOPLE),
        ("Ann and Bo Jones", NameRefusal.TWO_PEOPLE),
        ("何怀瑾（随行：吕慕言）", NameRefusal.COMPANION),
        ("何怀瑾（吕慕言）", NameRefusal.COMPANION),
        ("何怀瑾+1", NameRefusal.COMPANION),
        ("何怀瑾携夫人", NameRefusal.COMPANION),
        ("Ann Smith plus one", NameRefusal.COMPANION),
        ("\ue000伟", NameRefusal.UNPRINTABLE),
        ("王\ufffd", NameRefusal.UNPRINTABLE),
        ("12345", NameRefusal.NO_LETTER),
    ],
)
def test_what_is_not_one_persons_name_is_refused_with_a_reason(typed: str, reason: NameRefusal) -> None:
    with pytest.raises(NameRefused) as refused:
        clean_name(typed)
    assert refused.value.reason is reason


def test_a_companion_is_told_from_the_guest() -> None:
    assert companion_in("何怀瑾（随行：吕慕言）") == ("何怀瑾", "吕慕言")
    assert companion_in("何怀瑾") is None


@pytest.mark.parametrize(
    ("name", "parts", "latin"),
    [
        ("王伟", ("王", "伟"), "WANG Wei"),
        ("欧阳建国", ("欧阳", "建国"), "OUYANG Jianguo"),
        ("歐陽建国", ("歐陽", "建国"), "OUYANG Jianguo"),
        ("尉迟雪", ("尉迟", "雪"), "YUCHI Xue"),
        ("单晓岚", ("单", "晓岚"), "SHAN Xiaolan"),
        ("曾磊", ("曾", "磊"), "ZENG Lei"),
        ("仇磊", ("仇", "磊"), "QIU Lei"),
        ("解磊", ("解", "磊"), "XIE Lei"),
        ("查磊", ("查", "磊"), "ZHA Lei"),
        ("朴磊", ("朴", "磊"), "PIAO Lei"),
        ("区磊", ("区", "磊"), "OU Lei"),
        ("吕晓岚", ("吕", "晓岚"), "LYU Xiaolan"),
        ("阿依努尔·买买提", ("", "阿依努尔·买买提"), "Ayinuer Maimaiti"),
        ("Wei Zhang", ("Zhang", "Wei"), "Wei Zhang"),
        ("ZHANG Wei", ("ZHANG", "Wei"), "ZHANG Wei"),
        ("Cui, Na", ("Cui", "Na"), "Cui, Na"),
        ("Madonna", ("", "Madonna"), "Madonna"),
    ],
)
def test_a_name_is_divided_and_read(name: str, parts: tuple[str, str], latin: str) -> None:
    assert (split_name(name), latin_name_for(name)) == (parts, latin)


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("王伟", "伟"),
        ("王伟", "wangwei"),
        ("王伟", "Wang Wei"),
        ("王伟", "ww"),
        ("单晓岚", "shanxl"[:4]),
        ("单晓岚", "danxiaolan"),
        ("吕晓岚", "lvxiaolan"),
        ("吕晓岚", "Lü"),
        ("行长乐", "xingcl"[:4]),
        ("José Núñez", "jose nunez"),
        ("José Núñez", unicodedata.normalize("NFD", "JOSÉ")),
        ("阿依努尔·买买提", "阿依努尔买买提"),
    ],
)
def test_a_person_is_found_by_characters_pinyin_and_initials(name: str, query: str) -> None:
    keys = search_keys(name, latin_name_for(name))
    assert [word for word in fold_query(query) if word not in keys] == []


def test_the_keys_of_a_name_are_these() -> None:
    assert search_keys("王伟", "WANG Wei") == "王伟 wangwei ww yuwei yw wang wei weiwang"


def test_people_are_sorted_by_the_reading_of_the_family_name() -> None:
    names = ["张伟", "Alan Bo", "单晓岚", "章伟", "区磊", "张安"]
    assert sorted(names, key=sort_pinyin) == ["Alan Bo", "区磊", "单晓岚", "张安", "张伟", "章伟"]


def test_typing_and_traditional_characters_make_no_other_person() -> None:
    assert same_name("歐陽建国", "欧阳建国")
    assert same_name("阿依努尔•买买提", "阿依努尔·买买提")
    assert same_name("WEI zhang", "Wei  Zhang")
    assert not same_name("王伟", "王薇")
    assert not same_name("王伟", "王伟国")


@pytest.mark.parametrize("name", ["特邀嘉宾", "特邀领导", "待定", "TBA", "—", "院士（待定）", "Invited Speaker", ""])
def test_a_placeholder_is_nobody(name: str) -> None:
    assert is_placeholder(name)


@pytest.mark.parametrize("name", ["王伟", "严若溪", "Cui, Na", "代小兵"])
def test_a_person_is_no_placeholder(name: str) -> None:
    assert not is_placeholder(name)


def test_letters_among_han_characters_are_kept_in_the_keys() -> None:
    assert search_keys("王A伟") == "王a伟 wangwei ww yuwei yw"


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("王伟 Wei Wang", ("王伟", "Wei Wang")),
        ("王伟（WANG Wei）", ("王伟", "WANG Wei")),
        ("Wang Wei / 王伟", ("王伟", "Wang Wei")),
        ("Ouyang Jianguo (欧阳 建国)", ("欧阳建国", "Ouyang Jianguo")),
        ("单晓岚/Shan Xiaolan", ("单晓岚", "Shan Xiaolan")),
        ("王伟 Vivian", None),
        ("王伟 PhD", None),
        ("王伟", None),
        ("Wei Wang", None),
    ],
)
def test_a_name_in_two_scripts_is_one_person(text: str, both: tuple[str, str] | None) -> None:
    assert two_scripts(text) == both
