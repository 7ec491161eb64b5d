from registration.rules.printing import AT_HOME, Occasion


def test_prints_by_delegates_do_not_replace_the_one_at_the_desk() -> None:
    assert {occasion for occasion in Occasion if occasion not in AT_HOME} == {Occasion.DESK}


def test_the_stored_values_stay_as_they_are() -> None:
    assert [occasion.value for occasion in Occasion] == ["letter", "own", "desk"]
