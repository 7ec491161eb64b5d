"""Figures, their goals from `bench/goals.toml`, and the two forms in which a bench reports them."""

import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

GOALS = Path(__file__).resolve().parent.parent / "goals.toml"
MET_BY_VALUE = "yes"


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A lower limit (`is_floor`) or an upper limit; both include the limit itself."""

    number: float
    is_floor: bool

    def allows(self, value: float) -> bool:
        return value >= self.number if self.is_floor else value <= self.number

    def __str__(self) -> str:
        return f"{'>=' if self.is_floor else '<='} {self.number:,g}"


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What a figure should reach, and under which conditions that was promised.

    `ratio` is the limit of the figure divided by the figure named `reference`, measured in the same run.
    """

    limit: Limit
    under: str
    reference: str = ""
    ratio: Limit | None = None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured value. Without a goal, `limit`, `met` and `how` are None."""

    name: str
    value: float
    unit: str
    limit: Limit | None = None
    met: bool | None = None
    how: str | None = None
    """Last column of the table: "yes", "yes, 0.13 of constant view" or "no"."""

    def as_json(self) -> dict[str, float | str | bool | None]:
        """Value (to five digits), unit, goal and met."""
        goal = None if self.limit is None else self.limit.number
        return {"value": float(f"{self.value:.5g}"), "unit": self.unit, "goal": goal, "met": self.met}


def goals_of(bench: str, file: Path = GOALS) -> dict[str, Goal]:
    """Return the goals of a bench or drill by name of the figure; empty if the file has no table for it."""
    tables = tomllib.loads(file.read_text()).get(bench, {})
    return {name: _goal(table) for name, table in tables.items()}


def _goal(table: Mapping[str, object]) -> Goal:
    ratio = table.get("ratio")
    if not isinstance(ratio, dict):
        return Goal(limit=_limit(table), under=str(table["under"]))
    return Goal(limit=_limit(table), under=str(table["under"]), reference=str(ratio["of"]), ratio=_limit(ratio))


def _limit(table: Mapping[str, object]) -> Limit:
    """Read the limit from `at_least` or `at_most`. Raise KeyError if neither is given."""
    is_floor = "at_least" in table
    number = table["at_least" if is_floor else "at_most"]
    if not isinstance(number, int | float):
        raise TypeError(f"A goal is a number, not {number!r}")
    return Limit(number=number, is_floor=is_floor)


def judged(values: Mapping[str, float], units: Mapping[str, str], goals: Mapping[str, Goal]) -> list[Figure]:
    """Compare the measured values with their goals, in the order of `units`. Raise KeyError if a value is missing."""
    return [_judged(name, unit, values, goals.get(name)) for name, unit in units.items()]


def _judged(name: str, unit: str, values: Mapping[str, float], goal: Goal | None) -> Figure:
    value = values[name]
    if goal is None:
        return Figure(name=name, value=value, unit=unit)
    how = _how(value, values, goal)
    return Figure(name=name, value=value, unit=unit, limit=goal.limit, met=how is not None, how=how or "no")


def _how(value: float, values: Mapping[str, float], goal: Goal) -> str | None:
    """Say how the goal is met, or return None if it is not met."""
    if goal.limit.allows(value):
        return MET_BY_VALUE
    if goal.ratio is None or not values[goal.reference]:
        return None
    ratio = value / values[goal.reference]
    return f"yes, {ratio:.2g} of {_words(goal.reference)}" if goal.ratio.allows(ratio) else None


def report(figures: list[Figure], *, as_json: bool) -> None:
    """Print the figures as one JSON object or as a table."""
    if as_json:
        print(json.dumps({figure.name: figure.as_json() for figure in figures}))
    else:
        print(table(figures))


def table(figures: list[Figure]) -> str:
    """One line for each figure: name, value, unit, goal, and whether and how it is met."""
    width = max(len(figure.name) for figure in figures)
    lines = [f"{'':<{width}} {'value':>12} {'unit':<12} {'goal':>12}  met"]
    for figure in figures:
        goal = "" if figure.limit is None else str(figure.limit)
        line = f"{_words(figure.name):<{width}} {figure.value:>12,.5g} {figure.unit:<12} {goal:>12}  {figure.how or ''}"
        lines.append(line.rstrip())
    return "\n".join(lines)


def _words(name: str) -> str:
    return name.replace("_", " ")


def progress(text: str) -> None:
    """Print a progress message to stderr."""
    print(text, file=sys.stderr, flush=True)


def spread(name: str, times: Sequence[float]) -> dict[str, float]:
    """Return the median and the 99th percentile of `times` (seconds) in milliseconds, as NAME_p50 and NAME_p99."""
    cuts = quantiles(times, n=100)
    return {f"{name}_p50": 1000 * cuts[49], f"{name}_p99": 1000 * cuts[98]}
