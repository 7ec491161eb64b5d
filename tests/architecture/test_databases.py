"""Tests whose result may depend on the database run on PostgreSQL too, by the rule of tests/databases.py."""

from pathlib import Path

import pytest

from tests.databases import NEVER_ALONE, differs_by_database, fault_of, uses_database


@pytest.fixture
def collected(request: pytest.FixtureRequest) -> list[pytest.Item]:
    """Return all tests collected in this run."""
    return list(request.session.items)


def layers_of(item: pytest.Item) -> set[str]:
    return NEVER_ALONE.intersection(Path(item.path).parts)


def a_test(request: pytest.FixtureRequest, *marks: pytest.MarkDecorator, path: str, fixtures: str = "") -> pytest.Item:
    """Return a made-up test with these marks, path and fixtures."""
    test = pytest.Function.from_parent(request.node.parent, name="invented", callobj=lambda: None)
    test.path = Path(path)
    test.fixturenames[:] = fixtures.split()
    for mark in marks:
        test.add_marker(mark)
    return test


def test_tests_that_reach_sql_run_on_both_databases(collected: list[pytest.Item]) -> None:
    once = [item.nodeid for item in collected if uses_database(item) and not item.get_closest_marker("both_databases")]
    allowed = ("browser", "sqlite_is_enough")
    unexplained = [
        item.nodeid for item in collected if item.nodeid in once and not any(map(item.get_closest_marker, allowed))
    ]
    assert unexplained == []
    assert [item.nodeid for item in collected if item.nodeid in once and layers_of(item)] == []


def test_every_race_runs_on_both_databases(collected: list[pytest.Item]) -> None:
    races = [item for item in collected if item.get_closest_marker("race")]
    assert [item.nodeid for item in races if not item.get_closest_marker("both_databases")] == []


def test_tests_without_a_database_run_once(collected: list[pytest.Item]) -> None:
    twice = [item for item in collected if item.get_closest_marker("both_databases")]
    assert [item.nodeid for item in twice if not uses_database(item)] == []


@pytest.mark.parametrize("fixture", ["db", "transactional_db", "live_server"])
def test_a_fixture_that_opens_the_database_is_noticed(request: pytest.FixtureRequest, fixture: str) -> None:
    assert differs_by_database(a_test(request, path="tests/events/views/test_x.py", fixtures=f"cast {fixture}"))
    assert not differs_by_database(a_test(request, path="tests/events/views/test_x.py", fixtures="cast"))


def test_browser_tests_and_tests_with_a_reason_run_once(request: pytest.FixtureRequest) -> None:
    database, path = pytest.mark.django_db, "tests/events/exporters/test_x.py"
    assert differs_by_database(a_test(request, database, path=path))
    assert not differs_by_database(a_test(request, database, pytest.mark.browser, path=path))
    assert not differs_by_database(a_test(request, database, pytest.mark.sqlite_is_enough("drawing"), path=path))


@pytest.mark.parametrize(
    ("marks", "path", "fault"),
    [
        ([pytest.mark.sqlite_is_enough("drawing")], "tests/events/exporters/test_x.py", ""),
        ([pytest.mark.sqlite_is_enough()], "tests/events/exporters/test_x.py", "needs its reason"),
        ([pytest.mark.sqlite_is_enough("quick")], "tests/events/operations/test_x.py", "tests of operations"),
        ([pytest.mark.sqlite_is_enough("quick")], "tests/doors/models/test_x.py", "tests of models"),
        ([pytest.mark.sqlite_is_enough("quick"), pytest.mark.race], "tests/security/test_x.py", "a race"),
    ],
)
def test_sqlite_is_enough_needs_a_reason_and_is_refused_in_layers_with_sql(
    request: pytest.FixtureRequest, marks: list[pytest.MarkDecorator], path: str, fault: str
) -> None:
    told = fault_of(a_test(request, *marks, path=path))
    assert fault in told
    assert bool(told) == bool(fault)
