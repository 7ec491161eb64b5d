import importlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.conf import LazySettings

import bench
from bench.measuring.figures import GOALS, Figure, Goal, Limit, goals_of, judged, report, table
from bench.shell import LAYERS

RATE = Goal(
    limit=Limit(number=2000, is_floor=True),
    under="2 cores",
    reference="constant_view",
    ratio=Limit(number=0.11, is_floor=True),
)
UNITS = {"constant_view": "requests/s", "page": "requests/s"}


def page_at(rate: float, *, constant_view: float, goal: Goal = RATE) -> Figure:
    (_, page) = judged({"page": rate, "constant_view": constant_view}, UNITS, {"page": goal})
    return page


def test_a_goal_is_met_by_the_value() -> None:
    assert (page_at(2000, constant_view=90_000).met, page_at(2000, constant_view=90_000).how) == (True, "yes")


def test_a_goal_is_met_by_the_ratio_to_the_reference_on_a_slow_machine() -> None:
    page = page_at(220, constant_view=2000)
    assert (page.met, page.how) == (True, "yes, 0.11 of constant view")


def test_a_goal_is_missed_by_value_and_ratio() -> None:
    page = page_at(219, constant_view=2000)
    assert (page.met, page.how) == (False, "no")


def test_a_reference_of_zero_meets_no_goal() -> None:
    assert page_at(219, constant_view=0).met is False


def test_without_a_ratio_only_the_value_counts() -> None:
    assert page_at(1999, constant_view=1, goal=Goal(limit=RATE.limit, under="2 cores")).met is False


@pytest.mark.parametrize(("value", "met"), [(14.9, True), (15, True), (15.1, False)])
def test_an_upper_limit_allows_values_up_to_and_including_itself(value: float, met: bool) -> None:  # noqa: FBT001 - a table of facts
    goal = Goal(limit=Limit(number=15, is_floor=False), under="2 cores")
    assert page_at(value, constant_view=1, goal=goal).met is met


def test_a_figure_without_a_goal_is_neither_met_nor_missed() -> None:
    (page,) = judged({"page": 7}, {"page": "requests/s"}, {})
    assert page.as_json() == {"value": 7, "unit": "requests/s", "goal": None, "met": None}


def test_a_figure_that_was_not_measured_is_an_error() -> None:
    with pytest.raises(KeyError):
        judged({"page": 7}, UNITS, {})


def test_json_is_one_object_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    report([page_at(219.123456, constant_view=2000)], as_json=True)
    printed = json.loads(capsys.readouterr().out)
    assert printed == {"page": {"value": 219.12, "unit": "requests/s", "goal": 2000, "met": False}}


def test_the_table_shows_the_goal_and_how_it_is_met() -> None:
    lines = table([page_at(220, constant_view=2000)]).splitlines()
    assert [line.split() for line in lines] == [
        ["value", "unit", "goal", "met"],
        ["page", "220", "requests/s", ">=", "2,000", "yes,", "0.11", "of", "constant", "view"],
    ]


def test_goals_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "goals.toml"
    file.write_text(
        '[pages.page]\nat_least = 2000\nunder = "2 cores"\nratio = { of = "constant_view", at_least = 0.11 }\n'
        '[pages.page_p99]\nat_most = 15\nunder = "2 cores"\n'
    )
    assert goals_of("pages", file) == {
        "page": RATE,
        "page_p99": Goal(limit=Limit(number=15, is_floor=False), under="2 cores"),
    }
    assert goals_of("other", file) == {}


def figures_of_all_benches() -> dict[str, Mapping[str, str]]:
    folder = Path(bench.__file__).parent
    modules = {path.stem: f"bench.{path.stem}" for path in folder.glob("[a-z]*.py")} | {
        "mutants": "bench.drills.mutants"
    }
    return {name: importlib.import_module(module).FIGURES for name, module in modules.items()}


def test_every_goal_belongs_to_a_figure_that_a_bench_reports() -> None:
    reported = {(name, figure) for name, figures in figures_of_all_benches().items() for figure in figures}
    goals = {(name, figure) for name, figures in tomllib.loads(GOALS.read_text()).items() for figure in figures}
    assert goals - reported == set()


def test_every_ratio_is_to_a_figure_of_the_same_bench() -> None:
    for name, figures in figures_of_all_benches().items():
        assert {goal.reference for goal in goals_of(name).values() if goal.ratio} <= set(figures)


def test_the_layers_that_are_measured_are_the_portals_middleware_in_its_order(settings: LazySettings) -> None:
    assert list(LAYERS.values()) == settings.MIDDLEWARE
