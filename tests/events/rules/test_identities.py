from events.rules.identities import lasting_code, lasting_guid, lasting_number


def test_identifiers_are_the_same_on_every_machine_every_time() -> None:
    assert lasting_code("bio27", "talk", "1") == "DUH3ZMFL"
    assert lasting_guid("bio27", "talk", "1") == "2d7e6987-4813-5d64-9eb3-2843a17e3e0d"
    assert lasting_number("bio27", "talk", "1") == 16013648876904


def test_other_words_give_other_identifiers() -> None:
    assert lasting_code("ab", "c") != lasting_code("a", "bc")


def test_a_number_is_positive_and_exact_in_javascript() -> None:
    numbers = {lasting_number("bio27", "talk", str(number)) for number in range(10_000)}
    assert len(numbers) == 10_000
    assert 0 < min(numbers) <= max(numbers) < 2**53
