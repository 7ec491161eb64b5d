"""People of an item, as hosts write them into one field or two."""

import pytest

from events.rules.agenda.people import Cast, CastAnswer, CastDoubt, Named, read_people

People = list[tuple[str, str, str]]


def people(cast: Cast) -> People:
    return [(one.name, one.affiliation, one.post) for one in cast.speakers]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("王伟", [("王伟", "", "")]),
        ("王　伟", [("王伟", "", "")]),
        ("孙磊/王志宏", [("孙磊", "", ""), ("王志宏", "", "")]),
        ("孙磊、王志宏；李娜 & 顾远", [("孙磊", "", ""), ("王志宏", "", ""), ("李娜", "", ""), ("顾远", "", "")]),
        ("王伟和李娜", [("王伟", "", ""), ("李娜", "", "")]),
        ("许清和", [("许清和", "", "")]),
        ("王和平与李娜", [("王和平", "", ""), ("李娜", "", "")]),
        ("Cui, Na", [("Cui, Na", "", "")]),
        ("Ann Smith and Bo Jones", [("Ann Smith", "", ""), ("Bo Jones", "", "")]),
        ("Yang Tao, Chairman", [("Yang Tao", "Chairman", "")]),
        ("唐葛亮 SUSE Linux", [("唐葛亮", "SUSE Linux", "")]),
        ("Tan Ley Foon 赛昉", [("Tan Ley Foon", "赛昉", "")]),
        ("姚俊/王晓东 360政企安全", [("姚俊", "360政企安全", ""), ("王晓东", "360政企安全", "")]),
        ("王伟（某某大学校长）", [("王伟", "某某大学", "校长")]),
        ("王伟，某某大学校长", [("王伟", "某某大学", "校长")]),
        ("王伟 某某公司 CTO、某某社区 TC 主席", [("王伟", "某某公司", "CTO、某某社区 TC 主席")]),
        ("江永清 SUSE 董事长 陈伟 SUSE 总监", [("江永清", "SUSE", "董事长"), ("陈伟", "SUSE", "总监")]),
        ("中国工程院院士 王伟", [("王伟", "", "中国工程院院士")]),
        ("清华大学，王伟", [("王伟", "清华大学", "")]),
        ("王伟院士", [("王伟", "", "院士")]),
        ("王伟 WANG Wei", [("王伟", "", "")]),
        ("樊小毅 江行智能CTO", [("樊小毅", "江行智能", "CTO")]),
    ],
)
def test_names_institutions_and_posts_are_read_for_certain(text: str, told: People) -> None:
    cast = read_people([Named(text)])
    assert (people(cast), cast.doubts, cast.placeholder) == (told, frozenset(), "")


@pytest.mark.parametrize(
    "text", ["特邀领导", "特邀嘉宾", "华为领导", "麒麟软件、华为领导", "合作伙伴", "运营商、金融等行业重磅嘉宾"]
)
def test_placeholders_are_no_people(text: str) -> None:
    cast = read_people([Named(text)])
    assert (people(cast), cast.doubts, cast.placeholder) == ([], frozenset(), text)


def test_a_placeholder_may_stand_beside_a_name() -> None:
    cast = read_people([Named("特邀领导、王伟")])
    assert (people(cast), cast.placeholder) == ([("王伟", "", "")], "特邀领导")


@pytest.mark.parametrize("text", ["华为", "SUSE", "中国电信、中国移动", "王主任"])
def test_words_that_may_be_nobody_are_asked_about(text: str) -> None:
    cast = read_people([Named(text)])
    assert (people(cast), cast.placeholder, set(cast.doubts)) == ([], text, {CastDoubt.WORDS})
    words = read_people([Named(text)], answers=[CastAnswer.WORDS])
    assert (people(words), words.placeholder, words.doubts) == ([], text, frozenset())


def test_whom_somebody_calls_people_are_people() -> None:
    cast = read_people([Named("拓维、赛昉")], answers=[CastAnswer.PEOPLE])
    assert (people(cast), cast.doubts) == ([("拓维", "", ""), ("赛昉", "", "")], frozenset())


@pytest.mark.parametrize(
    ("text", "several", "one"),
    [
        ("刘海涛高巍", ["刘海涛", "高巍"], ["刘海涛高巍"]),
        ("王伟 石化 总裁", ["王伟"], ["王伟"]),
        ("赵帅 石勇 某某公司", ["赵帅", "石勇"], ["赵帅"]),
    ],
)
def test_one_person_or_several_is_asked_where_both_are_possible(text: str, several: list[str], one: list[str]) -> None:
    asked = read_people([Named(text)])
    assert asked.doubts == ({CastDoubt.SEVERAL} if several != one else frozenset())
    for answer, names in ((CastAnswer.SEVERAL, several), (CastAnswer.ONE, one)):
        cast = read_people([Named(text)], answers=[answer])
        assert ([person.name for person in cast.speakers], cast.doubts) == (names, frozenset())


def test_labels_tell_moderators_from_panellists() -> None:
    cast = read_people([Named("秦慕言  嘉宾：李予安、姜雨桐")])
    assert [one.name for one in cast.moderators] == ["秦慕言"]
    assert [one.name for one in cast.speakers] == ["李予安", "姜雨桐"]


@pytest.mark.parametrize(
    ("names", "posts", "told"),
    [
        ("王伟", "星槎院\n教授", [("王伟", "星槎院", "教授")]),
        ("王伟教授", "星槎院", [("王伟", "星槎院", "教授")]),
        ("王伟（星槎院）", "院长", [("王伟", "星槎院", "院长")]),
        ("王伟、李娜", "星槎院", [("王伟", "星槎院", ""), ("李娜", "星槎院", "")]),
        ("王伟、李娜", "星槎院/青橙公司", [("王伟", "星槎院", ""), ("李娜", "青橙公司", "")]),
        ("王伟、李娜", "星槎院\n青橙公司", [("王伟", "星槎院", ""), ("李娜", "青橙公司", "")]),
        ("王伟、李娜", "星槎院、青橙公司", [("王伟", "星槎院", ""), ("李娜", "青橙公司", "")]),
        ("拓维", "星槎院", [("拓维", "星槎院", "")]),
        ("", "星槎院", []),
    ],
)
def test_the_field_beside_the_names_has_their_institutions(names: str, posts: str, told: People) -> None:
    cast = read_people([Named(names, posts)])
    assert (people(cast), cast.has_lost_posts, cast.doubts) == (told, False, frozenset())


def test_institutions_that_cannot_be_divided_are_left_out_and_told() -> None:
    cast = read_people([Named("王伟、李娜、顾远", "星槎院/青橙公司")])
    assert ([one.affiliation for one in cast.speakers], cast.has_lost_posts) == (["", "", ""], True)


def test_several_fields_are_read_one_after_the_other() -> None:
    cast = read_people([Named("江永清", "SUSE 董事长"), Named("陈伟", "SUSE 总监")])
    assert people(cast) == [("江永清", "SUSE", "董事长"), ("陈伟", "SUSE", "总监")]


def test_a_name_that_is_none_is_told() -> None:
    cast = read_people([Named("<b>x</b>")], answers=[CastAnswer.PEOPLE])
    assert (cast.speakers, cast.unread) == ((), ("<b>x<", "b>"))


def test_a_word_that_is_known_as_an_institution_is_no_second_name() -> None:
    assert people(read_people([Named("赵帅 石勇 某某公司")], institutions={"石勇"})) == [("赵帅", "石勇", "某某公司")]
