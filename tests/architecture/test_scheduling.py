"""The distribution of tests among processes by tests/scheduling.py."""

import pytest

from tests.scheduling import unit_of


@pytest.mark.parametrize(
    ("nodeid", "unit"),
    [
        ("tests/journeys/test_story.py::test_x[a/b::c]", "tests/journeys"),
        ("tests/journeys/test_worker_killed.py::test_y", "tests/journeys"),
        ("tests/bench/test_drills.py::test_z", "tests/bench"),
        ("tests/browser/test_door.py::test_z", "tests/browser/test_door.py"),
        ("tests/events/rules/test_names.py::TestNames::test_z", "tests/events/rules/test_names.py"),
    ],
)
def test_tests_with_expensive_set_up_share_a_worker_and_others_are_grouped_by_module(nodeid: str, unit: str) -> None:
    assert unit_of(nodeid) == unit
