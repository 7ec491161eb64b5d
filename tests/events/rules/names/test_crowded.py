import pytest

from events.rules.names.crowded import companion_in, is_han_name, names_several


@pytest.mark.parametrize("mark", ["、", "／", "/", ";", "；", "&", "＆", "|", "｜", "\n", " and ", " AND "])
def test_a_mark_between_names_in_any_script_separates_people(mark: str) -> None:
    assert names_several(f"Ann Smith{mark}Bo Jones")
    assert names_several(f"魏海峰{mark}王磊")


@pytest.mark.parametrize("mark", [",", "，", "+", "＋", " ", "　", "  ，", "和", "与", "及", "跟"])
def test_a_mark_between_chinese_names_separates_people(mark: str) -> None:
    assert names_several(f"魏海峰{mark}王磊")


def test_three_or_more_names_in_a_row_are_several_people() -> None:
    assert names_several("王伟 李娜 张三丰")


@pytest.mark.parametrize(
    "text",
    [
        "王伟等",
        "王伟等人",
        "王伟等3人",
        "王伟等 两位",
        "王伟等十几名",
        "王伟3人",
        "王伟三位",
        "Smith et al",
        "Smith et al.",
    ],
)
def test_a_name_with_others_is_several_people(text: str) -> None:
    assert names_several(text)


@pytest.mark.parametrize(
    "text",
    [
        "王伟",
        "王和平",
        "许清和",
        "李和王平和",
        "欧阳 建国",
        "蒋 子轩",
        "王 伟",
        "何 王伟",
        "王伟 李",
        "Cui, Na",
        "Alexander Sand",
        "Sandy Anders",
        "A/B",
        "Ann /",
        "Ann / 2",
        "等闲 Ann",
        "",
    ],
)
def test_one_name_is_not_several_people(text: str) -> None:
    assert not names_several(text)


@pytest.mark.parametrize(
    ("part", "is_name"),
    [
        ("李", False),
        ("李娜", True),
        ("李娜娜", True),
        ("李娜娜娜", False),
        ("爨娜", False),
        ("欧阳", False),
        ("欧阳娜", True),
        ("欧阳娜娜", True),
        ("欧阳娜娜娜", False),
        ("Ann", False),
        ("李A", False),
    ],
)
def test_a_second_chinese_name_is_recognised_by_its_family_name_and_length(part: str, *, is_name: bool) -> None:
    assert names_several(f"王伟和{part}") is is_name
    assert names_several(f"{part}和王伟") is is_name
    assert (companion_in(f"王伟（{part}）") is not None) is is_name


def test_every_part_of_a_row_must_be_a_name() -> None:
    assert not names_several("王伟 爨娜")
    assert not names_several("爨娜 王伟")


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("何怀瑾（随行：吕慕言）", ("何怀瑾", "吕慕言")),
        ("何怀瑾（含随行人员：吕慕言）", ("何怀瑾", "吕慕言")),
        ("何怀瑾 【 秘书 吕慕言 】", ("何怀瑾", "吕慕言")),
        ("何怀瑾[司机]", ("何怀瑾", "司机")),
        ("何怀瑾（随行", ("何怀瑾", "随行")),
        ("何怀瑾 (with Ann)", ("何怀瑾", "Ann")),
        ("Ann (Companion: Bo)", ("Ann", "Bo")),
        ("何怀瑾（吕慕言）", ("何怀瑾", "吕慕言")),
        ("何怀瑾（+2）", ("何怀瑾", "+2")),
        ("何怀瑾（＋ 12）", ("何怀瑾", "＋ 12")),
        ("何怀瑾+1", ("何怀瑾", "+1")),
        ("何怀瑾 ＋ 2 人", ("何怀瑾", "＋ 2 人")),
        ("何怀瑾携夫人", ("何怀瑾", "携夫人")),
        ("何怀瑾及家属", ("何怀瑾", "及家属")),
        ("何怀瑾偕女儿", ("何怀瑾", "偕女儿")),
        ("何怀瑾，携夫人", ("何怀瑾", "携夫人")),
        ("何怀瑾、陪同：吕慕言", ("何怀瑾", "陪同：吕慕言")),
        ("Ann Smith, Plus One", ("Ann Smith", "Plus One")),
        ("Ann and guest", ("Ann", "and guest")),
        ("Ann + guest", ("Ann", "+ guest")),
    ],
)
def test_a_companion_is_separated_from_the_guest(text: str, both: tuple[str, str]) -> None:
    assert companion_in(text) == both


@pytest.mark.parametrize(
    "text",
    [
        "何怀瑾",
        "何怀瑾（院士）",
        "何怀瑾（Vivian）",
        "Ann (Bo)",
        "Ann (李娜)",
        "何怀瑾（2）",
        "何怀瑾（+2+）",
        "携夫人",
        "",
    ],
)
def test_a_title_or_nickname_in_brackets_is_not_a_companion(text: str) -> None:
    assert companion_in(text) is None


def test_a_family_name_and_a_given_name_look_like_a_name() -> None:
    texts = ("王伟", "王小伟", "欧阳建国", "王", "王小小伟", "伟王", "Wang")
    assert [text for text in texts if is_han_name(text)] == ["王伟", "王小伟", "欧阳建国"]
