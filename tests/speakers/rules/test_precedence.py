from speakers.rules.precedence import Rank, precedence


def someone(
    name: str, *, honour: str = "", manual_rank: int | None = None, pinyin: str = "", strokes: str = ""
) -> Rank:
    return Rank(honour=honour, manual_rank=manual_rank, sort_pinyin=pinyin, sort_strokes=strokes, name=name)


def order(*people: Rank, by_strokes: bool = False) -> list[str]:
    return [person.name for person in sorted(people, key=lambda each: precedence(each, by_strokes=by_strokes))]


def test_academicians_come_before_office_and_office_before_all_others() -> None:
    assert order(
        someone("professor", honour="prof"), someone("minister", honour="minister"), someone("member", honour="cae")
    ) == ["member", "minister", "professor"]


def test_the_organisers_rank_decides_among_equals_but_never_above_an_honour() -> None:
    assert order(
        someone("b", pinyin="b"), someone("first", manual_rank=1, pinyin="z"), someone("member", honour="cas")
    ) == ["member", "first", "b"]


def test_names_of_equals_follow_pinyin_or_strokes_as_the_conference_chooses() -> None:
    wang, ding = someone("王", pinyin="wang", strokes="00353"), someone("丁", pinyin="zzz", strokes="00018")
    assert order(wang, ding) == ["王", "丁"]
    assert order(wang, ding, by_strokes=True) == ["丁", "王"]


def test_the_order_of_ranks_does_not_depend_on_names() -> None:
    assert order(
        someone("a", honour="prof", pinyin="a"), someone("m", honour="minister", pinyin="m"), someone("z", honour="cas")
    ) == ["z", "m", "a"]


def test_the_organisers_rank_does_not_lift_anybody_over_an_office() -> None:
    assert order(someone("a", manual_rank=1), someone("z", honour="minister")) == ["z", "a"]


def test_people_with_a_rank_come_before_people_without() -> None:
    assert order(someone("a"), someone("z", manual_rank=999_999)) == ["z", "a"]
