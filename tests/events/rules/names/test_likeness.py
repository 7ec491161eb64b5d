import pytest

from events.rules.names import latin_name_for, search_keys
from events.rules.names.likeness import Likeness, likeness, one_slip


def of(name: str, other: str, other_latin: str = "") -> Likeness | None:
    return likeness(name, latin_name_for(name), other, search_keys(other, other_latin or latin_name_for(other)))


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("王伟", "王伟", Likeness.NAME),
        ("歐陽建国", "欧阳建国", Likeness.NAME),
        ("WEI zhang", "Wei  Zhang", Likeness.NAME),
        ("王伟", "王薇", Likeness.SOUND),
        ("王伟", "汪玮", Likeness.SOUND),
        ("Wang Wei", "王伟", Likeness.SOUND),
        ("王伟", "Wei WANG", Likeness.SOUND),
        ("Smith, John", "John Smith", Likeness.SOUND),
        ("单雄", "shan xiong", Likeness.SOUND),  # the family name is read Shan, not Dan
        ("陈思静", "程思静", Likeness.SPELLING),
        ("林知远", "林子远", Likeness.SPELLING),
        ("Jon Smith", "John Smith", Likeness.SPELLING),
        ("Jhon Smith", "John Smith", Likeness.SPELLING),
        ("J. Smith", "John Smith", Likeness.SPELLING),
        ("John Q. Smith", "John Smith", Likeness.SPELLING),
        ("林知远", "林知圆", Likeness.SOUND),
        ("沈晓明", "沈晓敏", Likeness.SPELLING),
        ("Wang Wen", "王伟", None),
        ("Wangg Wei", "王伟", None),
        ("张晓明", "张晓静", None),
        ("王伟", "李娜", None),
        ("李明", "李敏", None),  # one letter apart, but two of the commonest names
        ("林知远", "林知圆满", None),
        ("林知远", "李知院", None),
        ("张晓明", "张大明", None),
        ("John Smith", "Jane Smith", None),
        ("John Smith", "John Smart", None),
        ("Smith", "John Smith", Likeness.SOUND),
        ("A Li", "B Li", None),
    ],
)
def test_how_alike_two_names_are(name: str, other: str, expected: Likeness | None) -> None:
    assert of(name, other) is expected


def test_the_latin_name_that_somebody_prints_counts_too() -> None:
    assert of("Vivian Ho", "何薇", "HO Vivian") is Likeness.SOUND


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("wangwei", "wangwei", True),
        ("wangwei", "wanwei", True),
        ("wangwei", "wangwie", True),
        ("wangwei", "wangwej", True),
        ("wangwei", "awangwei", True),
        ("wangwei", "gwanwei", False),
        ("wangwei", "wangw", False),
        ("limin", "liming", False),
    ],
)
def test_one_slip_of_the_keyboard(one: str, other: str, *, expected: bool) -> None:
    assert one_slip(one, other) is expected
    assert one_slip(other, one) is expected
