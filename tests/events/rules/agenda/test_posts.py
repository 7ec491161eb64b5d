import pytest

from events.rules.agenda.posts import institution_and_post, is_post, looks_like_post, same_institution


@pytest.mark.parametrize(
    ("text", "divided"),
    [
        ("某某大学校长", ("某某大学", "校长")),
        ("某某公司 CTO、某某社区 TC 主席", ("某某公司", "CTO、某某社区 TC 主席")),
        ("上海交通大学教授 、华为操作系统首席科学家", ("上海交通大学", "教授、华为操作系统首席科学家")),
        ("SUSE 大中华区董事长", ("SUSE", "大中华区董事长")),
        ("江行智能CTO", ("江行智能", "CTO")),
        ("麒麟信安高级副总裁", ("麒麟信安", "高级副总裁")),
        ("北辰产业园管理委员会\n主任医师\n博士", ("北辰产业园管理委员会", "主任医师、博士")),
        ("巨杉数据库", ("巨杉数据库", "")),
        ("星槎院", ("星槎院", "")),
        ("校长", ("", "校长")),
        ("中国工程院院士", ("", "中国工程院院士")),
        ("中国科学院院士、清华大学教授", ("清华大学", "中国科学院院士、教授")),
        ("Chairman of the OpenAtom Foundation", ("Chairman of the OpenAtom Foundation", "")),
        ("", ("", "")),
    ],
)
def test_the_institution_is_told_from_the_posts(text: str, divided: tuple[str, str]) -> None:
    assert institution_and_post(text) == divided


def test_a_post_stands_alone() -> None:
    assert [text for text in ("高级副总裁", "首席科学家", "CTO", "某某大学校长", "王伟") if is_post(text)] == [
        "高级副总裁", "首席科学家", "CTO",
    ]  # fmt: skip


def test_institutions_posts_and_latin_words_look_like_posts() -> None:
    texts = ("某某公司", "研发总监", "SUSE", "星槎院", "论坛", "王伟")
    assert [text for text in texts if looks_like_post(text)] == ["某某公司", "研发总监", "SUSE", "星槎院"]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("华为", "华为技术有限公司", True),
        ("某某 大学", "某某大学", True),
        ("Example University", "example university", True),
        ("星槎院", "江畔大学", False),
        ("", "江畔大学", False),
    ],
)
def test_institutions_are_the_same_if_one_begins_with_the_other(one: str, other: str, is_same: bool) -> None:  # noqa: FBT001 - a table of answers
    assert same_institution(one, other) is is_same
    assert same_institution(other, one) is is_same
