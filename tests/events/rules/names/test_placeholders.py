import pytest

from events.rules.names.placeholders import is_placeholder


@pytest.mark.parametrize(
    "name",
    [
        "特邀嘉宾", "特邀领导", "嘉宾", "专家3", "省市领导", "国内外专家", "领导们", "讲者一", "企业代表",
        "协会负责人代表",
        "待定", "院士（待定）", "主讲人待确认", "拟邀", "拟邀请", "邀请中", "暂缺", "同上", "暂无", "空缺", "无", "略",
        "全体", "全体与会人员", "各分会主席", "各代表",
    ],
)  # fmt: skip
def test_a_chinese_placeholder_is_not_a_person(name: str) -> None:
    assert is_placeholder(name)


@pytest.mark.parametrize(
    "name",
    [
        "TBA", "tbd", "T.B.C.", "to be announced", "To Be Confirmed", "N/A", "na", "none", "Nobody",
        "Invited Speaker", "keynote speakers", "Guest", "special guests", "panelist", "Panellists", "Officials",
    ],
)  # fmt: skip
def test_an_english_placeholder_is_not_a_person(name: str) -> None:
    assert is_placeholder(name)


@pytest.mark.parametrize("name", ["", "—", "-", "??", "/", "***", "xx", "XXX", "_", "...", "…", "（）", "[ ]", "  "])
def test_an_empty_field_or_a_dash_is_not_a_person(name: str) -> None:
    assert is_placeholder(name)


@pytest.mark.parametrize("name", ["（特邀嘉宾）", "【待定】", " (TBA) ", "[none]", "(（无）)"])
def test_a_placeholder_in_brackets_is_not_a_person(name: str) -> None:
    assert is_placeholder(name)


@pytest.mark.parametrize(
    "name",
    [
        "王伟",
        "严若溪",
        "Cui, Na",
        "代小兵",
        "王专家",
        "嘉宾王伟",
        "无名",
        "TBAn",
        "Nobody Smith",
        "Guest, Ann",
        "Max",
        "（王伟）",
    ],
)
def test_a_persons_name_is_not_a_placeholder(name: str) -> None:
    assert not is_placeholder(name)
