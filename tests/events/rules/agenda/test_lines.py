"""Lines of an agenda, with only spaces, signs or tabs between time, title and people."""

import pytest

from events.rules.agenda.lines import AgendaLine, Reading, read_line
from events.rules.agenda.people import Named


def told(line: AgendaLine | None) -> tuple[str, str, list[tuple[str, str]]] | None:
    return (line.time, line.title, [(named.people, named.posts) for named in line.named]) if line else None


@pytest.mark.parametrize(
    ("line", "title", "named"),
    [
        ("9:30-9:50 开场致辞 王伟 某某大学校长", "开场致辞", [("王伟 某某大学校长", "")]),
        ("1. 9:30-9:50 开场致辞 王  伟", "开场致辞", [("王伟", "")]),
        ("9:30-9:50 凝聚力量 逐梦星辰 江大勇 社区理事长", "凝聚力量 逐梦星辰", [("江大勇 社区理事长", "")]),
        ("9:30-9:50 揭牌 刘海涛、高巍", "揭牌", [("刘海涛、高巍", "")]),
        ("9:30-9:50 致辞（王伟，某某大学校长）", "致辞", [("王伟，某某大学校长", "")]),
        ("9:30-9:50 圆桌 主持人：秦慕言 嘉宾：李予安", "圆桌", [("主持人：秦慕言 嘉宾：李予安", "")]),
        ("9:30-9:50 王伟：酶的设计", "酶的设计", [("王伟", "")]),
        ("9:30-9:50 酶的设计 —— 王伟", "酶的设计", [("王伟", "")]),
        ("9:30-9:50 全场景 - 无边界增长 胡欣蔚 社区主席", "全场景 - 无边界增长", [("胡欣蔚 社区主席", "")]),
        ("9:30-9:50 Opening - Yang Tao, Chairman", "Opening", [("Yang Tao, Chairman", "")]),
        ("9:30-9:50 Opening by Yang Tao", "Opening", [("Yang Tao", "")]),
        ("9:30-9:50 领导致辞 华为领导", "领导致辞", [("华为领导", "")]),
        ("9:30-9:50 茶歇", "茶歇", []),
        ("9:30-9:50 茶歇 & 抽奖环节", "茶歇 & 抽奖环节", []),
        ("9:30-9:50 圆桌论坛：多样性算力", "圆桌论坛：多样性算力", []),
        ("9:30-9:50", "", []),
    ],
)
def test_title_and_people_of_a_line_are_certain(line: str, title: str, named: list[tuple[str, str]]) -> None:
    read = read_line([line])
    assert told(read) == ("9:30-9:50", title, named)
    assert read is not None
    assert read.other is None


@pytest.mark.parametrize(
    ("cells", "title", "named"),
    [
        (["9:30-9:50", "酶", "王伟", "星槎院"], "酶", [("王伟", "星槎院")]),
        (
            ["9:30-9:50", "酶", "江永清", "SUSE 董事长", "陈伟", "SUSE 总监"],
            "酶",
            [("江永清", "SUSE 董事长"), ("陈伟", "SUSE 总监")],
        ),
        (["9:30-9:50", "酶", "陈元熹", "巨杉数据库", "总监"], "酶", [("陈元熹", "巨杉数据库\n总监")]),
        (["9:30-9:50", "酶", "李栋", "奇安信 副总经理"], "酶", [("李栋", "奇安信 副总经理")]),
        (["9:30-9:50", "王伟", "酶的设计"], "酶的设计", [("王伟", "")]),
        (["9:30-9:50 酶 | 王伟 | 星槎院"], "酶", [("王伟", "星槎院")]),
        (["9:30-9:50\t酶\t特邀领导"], "酶", [("特邀领导", "")]),
        (["9:30-9:50", "酶", "华为", "供应商"], "酶", [("华为", "供应商")]),
    ],
)
def test_cells_are_title_then_people_and_their_posts(
    cells: list[str], title: str, named: list[tuple[str, str]]
) -> None:
    assert told(read_line(cells)) == ("9:30-9:50", title, named)


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("9:30-9:50 云原生 安排 江鹏 石勇 论坛", Reading("云原生 安排 江鹏 石勇 论坛")),
        ("9:30-9:50 共建新生态 华为", Reading("共建新生态", (Named("华为"),))),
        ("9:30-9:50 网络协议 拓维 某某公司", Reading("网络协议 拓维 某某公司")),
        ("9:30-9:50 内核实现 Tan Ley Foon 赛昉", Reading("内核实现 Tan Ley Foon 赛昉")),
        ("9:30-9:50 深度学习 石勇 论坛", Reading("深度学习 石勇 论坛")),
    ],
)
def test_where_the_title_may_end_elsewhere_there_is_another_reading(line: str, other: Reading) -> None:
    read = read_line([line])
    assert read is not None
    assert read.other == other


@pytest.mark.parametrize("cells", [[], ["开场致辞 王伟"], ["2021年展望"], ["酶", "9:30-9:50"]])
def test_a_line_that_does_not_begin_with_a_time_is_no_item(cells: list[str]) -> None:
    assert read_line(cells) is None


def test_a_known_institution_makes_the_reading_certain() -> None:
    line = ["9:30-9:50 深度学习 石勇 拓维"]
    asked, certain = read_line(line), read_line(line, institutions={"拓维"})
    assert asked is not None
    assert certain is not None
    assert (asked.other is None, certain.other is None) == (False, True)
