from django.utils import translation

from portal.toolkit.lists import listed


def test_things_stand_one_after_the_other() -> None:
    with translation.override("en"):
        assert listed(["A201", "A202"]) == "A201, A202"


def test_one_thing_stands_alone() -> None:
    assert listed([7]) == "7"
