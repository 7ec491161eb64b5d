import pytest

from events.rules.agenda.names import (
    is_nobody,
    is_surely_name,
    looks_like_institution,
    may_be_name,
    name_and_title,
    two_names,
    without_padding,
)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("王  伟", "王伟"),
        ("王　伟 星槎院", "王伟 星槎院"),
        ("吴　子轩", "吴子轩"),
        ("李 小 明、王 伟", "李小明、王伟"),
        ("王 主任", "王 主任"),
        ("酶 王　伟", "酶 王伟"),
        ("数据 安全", "数据 安全"),
        ("致 研究", "致 研究"),
    ],
)
def test_names_that_were_spaced_out_are_put_together(text: str, plain: str) -> None:
    assert without_padding(text) == plain


@pytest.mark.parametrize(
    ("text", "divided"),
    [
        ("王伟教授", ("王伟", "教授")),
        ("王伟 院士", ("王伟", "院士")),
        ("Prof. Ann Smith", ("Ann Smith", "")),
        ("Ann Smith, PhD", ("Ann Smith", "PhD")),
        ("王主任", ("王主任", "")),
        ("王伟", ("王伟", "")),
    ],
)
def test_a_title_is_told_from_the_name(text: str, divided: tuple[str, str]) -> None:
    assert name_and_title(text) == divided


@pytest.mark.parametrize(
    "text", ["王伟", "王伟教授", "欧阳建国", "樊小毅", "WANG Wei", "Cui, Na", "Jan van Berg", "王伟 WANG Wei"]
)
def test_names_are_recognised(text: str) -> None:
    assert (is_surely_name(text), may_be_name(text)) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        "华为",
        "SUSE",
        "安全",
        "王主任",
        "高级副总裁",
        "合作伙伴",
        "SUSE Linux",
        "Opening Remarks",
        "星槎研究院",
        "2021年",
    ],
)
def test_firms_posts_and_other_words_are_no_names(text: str) -> None:
    assert (is_surely_name(text), may_be_name(text)) == (False, False)


@pytest.mark.parametrize("text", ["拓维", "买买提·艾力"])
def test_rare_family_names_may_be_names(text: str) -> None:
    assert (is_surely_name(text), may_be_name(text)) == (False, True)


def test_an_institution_that_is_known_is_no_name() -> None:
    assert not is_surely_name("金江", institutions={"金江"})
    assert not may_be_name("拓维", institutions={"拓维"})


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("华为", True),
        ("某某大学", True),
        ("研发总监", True),
        ("SUSE", True),
        ("星槎院", True),
        ("论坛", False),
        ("拓维", False),
    ],
)
def test_words_behind_a_name_are_an_institution_or_a_post(text: str, is_so: bool) -> None:  # noqa: FBT001 - a table of answers
    assert looks_like_institution(text) is is_so


def test_a_known_institution_stands_behind_a_name() -> None:
    assert looks_like_institution("拓维", institutions={"拓维"})


@pytest.mark.parametrize(
    "text", ["特邀领导", "特邀嘉宾", "华为领导", "神秘嘉宾", "合作伙伴", "openEuler 技术专家", "TBA", ""]
)
def test_words_for_people_without_names_are_nobody(text: str) -> None:
    assert is_nobody(text)


@pytest.mark.parametrize("text", ["王伟", "华为", "王领导", "发言人制度"])
def test_other_words_are_not_nobody(text: str) -> None:
    assert not is_nobody(text)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("刘海涛高巍", ("刘海涛", "高巍")),
        ("王伟李娜", ("王伟", "李娜")),
        ("欧阳建国", None),
        ("王伟 李娜", None),
        ("合作伙伴", None),
        ("王伟", None),
    ],
)
def test_two_names_without_anything_between_them_are_seen(text: str, pair: tuple[str, str] | None) -> None:
    assert two_names(text) == pair
