from registration.rules.printing import AT_HOME, Occasion


def test_prints_that_delegates_make_themselves_leave_the_teams_to_be_made() -> None:
    assert {occasion for occasion in Occasion if occasion not in AT_HOME} == {Occasion.DESK}


def test_the_stored_values_stay_as_they_are() -> None:
    assert [occasion.value for occasion in Occasion] == ["letter", "own", "desk"]
