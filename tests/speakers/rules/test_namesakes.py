from speakers.rules.namesakes import Described, indistinct


def a_wang_wei(key: int, affiliation: str = "", *, post: str = "", honour: str = "") -> Described:
    return Described(key=key, name="王伟", honour=honour, post=post, affiliation=affiliation)


def test_namesakes_are_told_apart_by_any_of_the_words() -> None:
    others = [a_wang_wei(1), a_wang_wei(2, "示例大学"), a_wang_wei(3, post="所长"), a_wang_wei(4, honour="prof")]
    assert indistinct(others) == frozenset()


def test_who_is_described_in_the_same_words_needs_a_number() -> None:
    assert indistinct([a_wang_wei(1, "示例大学"), a_wang_wei(2, "示例大学"), a_wang_wei(3)]) == {1, 2}


def test_one_person_in_two_roles_is_not_two() -> None:
    assert indistinct([a_wang_wei(1), a_wang_wei(1)]) == frozenset()
