"""Mutate rules and operations, one change at a time, and list the changes that no test notices.

    ./dev drill mutants [MODULE ...] [--json] [--limit N] [--seed S]

MODULE is a path, a folder or a dotted name; without one, every module in rules/ and operations/ of every app is tried.
"""

import argparse
import json
import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measuring.figures import Figure, goals_of, judged, progress
from bench.mutation.drill import Result, run, sample
from bench.mutation.modules import modules_in

FIGURES = {"mutants": "mutants", "killed": "%"}


def main() -> None:
    """Print a table of modules with their survivors, or one JSON object."""
    arguments = _arguments()
    os.chdir(arguments.root)
    _live_as_tests_do()
    modules = modules_in(Path(), arguments.modules)
    samples = [sample(module, limit=arguments.limit, seed=arguments.seed) for module in modules]
    samples = [each for each in samples if each.changes]
    results = []
    with TemporaryDirectory(prefix="rostrum-mutants-") as folder:
        for result in run(samples, folder=Path(folder)):
            progress(_lines(result))
            results.append(result)
    print(_as_json(results) if arguments.json else _table(results))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev drill mutants", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="path, folder or dotted name (all modules)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    parser.add_argument("--limit", type=int, default=10, help="changes per module, chosen at random; 0 for all (10)")
    parser.add_argument("--seed", type=int, default=1, help="seed of that choice (1)")
    parser.add_argument("--root", type=Path, default=Path(), help="root of the tree to test (.)")
    return parser.parse_args()


def _live_as_tests_do() -> None:
    """Set the environment that the tests use: SQLite, and Hypothesis without random examples."""
    os.environ |= {"MODE": "test", "CI": "1"}
    os.environ.pop("DATABASE_URL", None)


def figures(results: Sequence[Result]) -> list[Figure]:
    """Return the number of mutants tried, and the percentage that some test noticed."""
    measured = [result for result in results if not result.problem]
    mutants = sum(len(result.sample.changes) for result in measured)
    alive = sum(len(result.survivors) for result in measured)
    values = {"mutants": mutants, "killed": 100 * (mutants - alive) / max(1, mutants)}
    return judged(values, FIGURES, goals_of("mutants"))


def _lines(result: Result) -> str:
    """Return one line for the module with its figures, and one for each survivor."""
    path, number = str(result.sample.module.path), len(result.sample.changes)
    if result.problem:
        return f"{path:<52} not measured: {result.problem}"
    survivors = [f"    {path}:{change}" for change in result.survivors]
    return "\n".join([f"{path:<52} {number:>4} mutants, {number - len(survivors):>4} killed", *survivors])


def _table(results: Sequence[Result]) -> str:
    lines = [_lines(result) for result in results]
    mutants, killed = figures(results)
    met = f" (goal {killed.limit}: {killed.how})" if killed.limit else ""
    return "\n".join([*lines, f"{killed.value:.1f} % of {mutants.value:,} mutants killed{met}"])


def _as_json(results: Sequence[Result]) -> str:
    survivors = [
        {"file": str(result.sample.module.path), "line": change.line, "before": change.before, "after": change.after}
        for result in results
        for change in result.survivors
    ]
    problems = {str(result.sample.module.path): result.problem for result in results if result.problem}
    told = {figure.name: figure.as_json() for figure in figures(results)}
    return json.dumps(told | {"survivors": survivors, "not_measured": problems}, ensure_ascii=False)


if __name__ == "__main__":
    main()
