import unicodedata

import pytest

from events.rules.names.reading import (
    MAX_READINGS,
    family_length,
    fold,
    fold_query,
    is_made_from,
    latin_name_for,
    needs_latin_name,
    pinyin,
    search_keys,
    sort_pinyin,
    sounds,
    split_name,
)


@pytest.mark.parametrize(
    ("name", "parts", "latin"),
    [
        ("王伟", ("王", "伟"), "WANG Wei"),
        ("王", ("王", ""), "WANG"),
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
        ("吕晓绿", ("吕", "晓绿"), "LYU Xiaolyu"),
        ("王重庆", ("王", "重庆"), "WANG Chongqing"),
        ("耶律雪", ("耶律", "雪"), "YELYU Xue"),
        ("阿依努尔·买买提", ("", "阿依努尔·买买提"), "Ayinuer Maimaiti"),
        ("Wei Zhang", ("Zhang", "Wei"), "Wei Zhang"),
        ("Ann Mary Smith", ("Smith", "Ann Mary"), "Ann Mary Smith"),
        ("ZHANG Wei", ("ZHANG", "Wei"), "ZHANG Wei"),
        ("Wei ZHANG", ("ZHANG", "Wei"), "Wei ZHANG"),
        ("DE WIT Ann Mary", ("DE WIT", "Ann Mary"), "DE WIT Ann Mary"),
        ("J Wang", ("Wang", "J"), "J Wang"),
        ("J. R. Wang", ("Wang", "J. R."), "J. R. Wang"),
        ("WEI ZHANG", ("ZHANG", "WEI"), "WEI ZHANG"),
        ("Cui, Na", ("Cui", "Na"), "Cui, Na"),
        ("Cui , Na, Jr", ("Cui", "Na, Jr"), "Cui , Na, Jr"),
        ("Madonna", ("", "Madonna"), "Madonna"),
        ("Иван Петров", ("Петров", "Иван"), ""),
        ("Иван Smith", ("Smith", "Иван"), ""),
        ("高橋さくら", ("高", "橋さくら"), ""),
        ("", ("", ""), ""),
    ],
)
def test_a_name_is_split_and_transcribed(name: str, parts: tuple[str, str], latin: str) -> None:
    assert (split_name(name), latin_name_for(name)) == (parts, latin)


@pytest.mark.parametrize(
    ("latin", "name"),
    [
        ("ZHOU Yiyi", "周一一"),
        ("Wei Zhang", "Wei Zhang"),
        ("", "김민준"),
        (latin_name_for("周" * 60)[:60], "周" * 60),
        ("Anna-Maria " * 5 + "Abcd", "Anna-Maria " * 5 + "Abcd Efgh"),
    ],
)
def test_a_latin_name_made_from_the_name_is_recognised(latin: str, name: str) -> None:
    assert is_made_from(latin, name, at_most=60)


@pytest.mark.parametrize(
    ("latin", "name"),
    [
        ("ZHOU Yiyi", "吴二二"),
        ("CHOW Yiyi", "周一一"),
        ("zhou yiyi", "周一一"),
        ("Wei Zhang", "Bo Zhang"),
        ("", "周一一"),
        (latin_name_for("周" * 60)[:59], "周" * 60),
        (latin_name_for("周" * 60)[:61], "周" * 60),
        (latin_name_for("周" * 60), "周" * 60),
    ],
)
def test_a_typed_latin_name_is_not_taken_for_one_that_was_made(latin: str, name: str) -> None:
    assert not is_made_from(latin, name, at_most=60)


@pytest.mark.parametrize(
    "name", ["김민준", "高橋さくら", "Иван Smith", "דוד לוי", "प्रिया शर्मा", "สมชาย", "محمد", "Ελένη", "ཚེ་རིང"]
)
def test_a_latin_name_is_asked_for_where_a_letter_is_neither_han_nor_latin(name: str) -> None:
    assert needs_latin_name(name)


@pytest.mark.parametrize(
    "name", ["王伟", "𠮷田𡃁", "佐々木", "José ŁUKASZ", "Kaʻiulani", "王O'Neil·伟", "M. Ünal", "Ｗei", "José", ""]
)
def test_a_han_or_latin_name_asks_for_no_other(name: str) -> None:
    assert not needs_latin_name(name)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("José", "jose"),
        (unicodedata.normalize("NFD", "JOSÉ"), "jose"),
        ("Łukasz Ørsted-Đorđe", "lukasz orsted dorde"),
        ("Straße", "strasse"),
        ("Æsir Œuvre þór Þór ðı", "aesir oeuvre thor thor di"),
        ("O’Brien O‘Brien O'Brien", "obrien obrien obrien"),
        ("ＷＡＮＧ　Ｗｅｉ", "wang wei"),
        ("阿依努尔·买买提", "阿依努尔 买买提"),
        ("a_b 2", "a b 2"),
        (" ,. ", ""),
    ],
)
def test_case_accents_width_and_punctuation_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold_query(text) == folded.split()


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("王伟", "王伟 wangwei ww yuwei yw"),
        ("王A伟", "王a伟 wangwei ww yuwei yw"),
        ("单晓岚", "单晓岚 shanxiaolan sxl danxiaolan dxl chanxiaolan cxl"),
        ("尉迟雪", "尉迟雪 yuchixue ycx weichixue wcx yunchixue"),
        ("解解", "解解 xiejie xj xiexie xx jiejie jj jiexie jx"),
        ("吕", "吕 lv l lyu lu"),
        ("吕绿", "吕绿 lvlv ll lvlyu lvlu lyulv lyulyu lyulu lulv lulyu lulu"),
        ("José Núñez", "josenunez jose nunez nunezjose jn"),
        ("Müller", "muller m"),
        ("Cui, Na", "cuina cui na nacui cn"),
        ("", ""),
    ],
)
def test_a_name_has_these_keys(name: str, keys: str) -> None:
    assert search_keys(name) == keys


def test_the_latin_name_adds_its_words_to_the_keys() -> None:
    assert search_keys("王伟", "WANG Wei") == "王伟 wangwei ww yuwei yw wang wei weiwang"
    assert search_keys("Ann", "Bo Li") == "ann bo li boli libo bl a"


def test_a_name_of_many_polyphones_has_16_readings_at_most() -> None:
    keys = [key for key in search_keys("重" * 6).split() if len(key) > 6 and key.isascii()]
    assert len(keys) == MAX_READINGS == 16


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("王伟", "伟"),
        ("王伟", "wangwei"),
        ("王伟", "Wang Wei"),
        ("王伟", "ww"),
        ("单晓岚", "shan"),
        ("单晓岚", "danxiaolan"),
        ("吕晓岚", "lvxiaolan"),
        ("吕晓岚", "Lü"),
        ("行长乐", "xing"),
        ("行长乐", "hangzhangle"),
        ("José Núñez", "jose nunez"),
        ("José Núñez", unicodedata.normalize("NFD", "JOSÉ")),
        ("阿依努尔·买买提", "阿依努尔买买提"),
    ],
)
def test_a_person_is_found_by_characters_pinyin_and_initials(name: str, query: str) -> None:
    keys = search_keys(name, latin_name_for(name))
    assert [word for word in fold_query(query) if word not in keys] == []


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("王伟", "wang 王 wei3 伟"),
        ("王", "wang 王"),
        ("单晓岚", "shan 单 xiao3 lan2 晓岚"),
        ("尉迟雪", "yuchi 尉迟 xue3 雪"),
        ("欧阳建国", "ouyang 欧阳 jian4 guo2 建国"),
        ("Wei Zhang", "zhang wei"),
        ("Cui, Na", "cui na"),
        ("Müller", "muller"),
    ],
)
def test_the_sort_key_begins_with_the_reading_of_the_family_name(name: str, key: str) -> None:
    assert sort_pinyin(name) == key


def test_a_latin_name_is_sorted_by_its_latin_form_and_a_chinese_name_is_not() -> None:
    assert sort_pinyin("Wei Zhang", "WEI Zhang") == "wei zhang"
    assert sort_pinyin("王伟", "ZZ Top") == sort_pinyin("王伟")


@pytest.mark.parametrize("name", ["n" * 400, "王" + "伟" * 90])
def test_a_sort_key_has_at_most_300_characters(name: str) -> None:
    assert len(sort_pinyin(name)) == 300


def test_people_are_sorted_by_the_reading_of_the_family_name() -> None:
    names = ["张伟", "Alan Bo", "单晓岚", "章伟", "区磊", "张安"]
    assert sorted(names, key=sort_pinyin) == ["Alan Bo", "区磊", "单晓岚", "张安", "张伟", "章伟"]


def test_the_likeliest_syllable_depends_on_the_word() -> None:
    assert pinyin("重庆") == [["chong"], ["qing"]]
    assert pinyin("重") == [["zhong"]]


def test_tones_are_digits_after_the_syllable() -> None:
    assert pinyin("重庆", tones=True) == [["chong2"], ["qing4"]]


def test_every_reading_is_listed_with_the_likeliest_first() -> None:
    assert pinyin("重", every=True) == [["zhong", "chong", "tong"]]


def test_u_with_an_umlaut_is_written_v() -> None:
    assert pinyin("吕") == [["lv"]]


def test_characters_of_other_scripts_are_left_out() -> None:
    assert pinyin("A重 b") == [["zhong"]]
    assert pinyin("ab") == []


@pytest.mark.parametrize(
    ("name", "length"),
    [
        ("王伟", 1),
        ("王", 1),
        ("欧阳", 1),
        ("欧阳娜", 2),
        ("歐陽娜娜", 2),
        ("吐谷浑", 1),
        ("吐谷浑雪", 3),
        ("爱新觉罗", 1),
        ("爱新觉罗雪", 4),
        ("叶赫那拉雪", 4),
        ("樂正克", 2),
        ("司馬遷", 2),
        ("娜欧阳", 1),
        ("", 1),
    ],
)
def test_a_compound_family_name_counts_only_if_a_given_name_follows(name: str, length: int) -> None:
    assert family_length(name) == length


def test_a_name_with_joiners_is_found_without_them() -> None:
    assert fold("علی\u200cرضا") == fold("علیرضا")


@pytest.mark.parametrize(
    ("name", "latin", "expected"),
    [
        ("王伟", "WANG Wei", {"wangwei", "weiwang"}),
        ("Wei Wang", "", {"weiwang", "wangwei"}),
        ("单雄", "", {"shanxiong"}),
        ("吕重", "", {"lvzhong", "lvchong", "lvtong"}),
        ("…", "", set()),
    ],
)
def test_whole_names_as_they_sound(name: str, latin: str, expected: set[str]) -> None:
    assert sounds(name, latin) == expected
    assert expected <= set(search_keys(name, latin).split())
