from events.rules.walks import WalkBetween, WalkingEdit


def test_a_walk_is_the_same_in_both_directions() -> None:
    assert WalkBetween.of(7, 3, 5) == WalkBetween.of(3, 7, 5) == WalkBetween(first=3, second=7, minutes=5)


def test_walking_is_not_checked_until_minutes_are_set() -> None:
    assert WalkingEdit().columns() == {"walk_same_floor": 0, "walk_other_floor": 0, "walk_other_venue": 0}
