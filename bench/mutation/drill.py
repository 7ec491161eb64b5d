"""Try the mutants of modules in two passes, one quick and one thorough.

The quick pass forks children of a process that has imported everything. A mutant that survives it is imported instead
of its module by a fresh process, so that tests also see what is computed at import time. Both passes begin with a
control: the tests must pass without any mutation.
"""

import ast
import json
import os
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from typing import TextIO

from bench.mutation.changes import Change, changed, changes_in
from bench.mutation.modules import Module
from bench.mutation.swapping import functions_of, import_instead, swap_code
from bench.mutation.trying import Outcome, collect_tests, in_child, make_database, run_tests

IMPORTED_BEFORE = (
    "tests.environment",
    "django.test",
    "openpyxl",
    "playwright.sync_api",
    "pydantic",
    "weasyprint",
)
"""The tests' environment, and slow imports that need no settings. Forked children find them in memory, and the plugins
of pytest too."""
START_UP = 10.0
"""Seconds of processor time that a child may use before its first test."""
SLACK = 3.0
"""A mutant is out of time when its tests take this many times longer than without it."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The mutants of one module that are tried."""

    module: Module
    changes: Sequence[Change]

    def tree(self, change: Change) -> ast.Module:
        """Return the module's syntax tree with the mutation applied."""
        return changed(self.module.path.read_text(), change)


@dataclass(frozen=True, kw_only=True)
class Result:
    """The outcome of one sample. If `problem` is set, nothing was measured."""

    sample: Sample
    survivors: Sequence[Change] = ()
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Quick:
    """Result of the quick pass over one sample.

    `seconds` holds the time of each test path; `alive` and `untried` hold indices of mutants that survived or were not
    tried.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    alive: Sequence[int] = ()
    untried: Sequence[int] = ()
    problem: str = ""


def sample(module: Module, *, limit: int, seed: int) -> Sample:
    """Choose up to `limit` mutations at random, the same ones for the same seed; all of them if `limit` is 0."""
    changes = changes_in(module.path.read_text())
    if 0 < limit < len(changes):
        chance = random.Random(f"{seed} {module.name}")  # noqa: S311 - must be repeatable
        changes = [changes[number] for number in sorted(chance.sample(range(len(changes)), limit))]
    return Sample(module=module, changes=changes)


def run(samples: Sequence[Sample], *, folder: Path) -> Iterator[Result]:
    """Try one sample after another; the current directory must be the root of the tree.

    `folder` is for scratch files.
    """
    sys.path.insert(0, str(Path.cwd()))
    for name in IMPORTED_BEFORE:
        with suppress(ImportError):
            __import__(name)
    for plugin in entry_points(group="pytest11"):
        plugin.load()
    thorough = _Thorough(folder / "template.sqlite3")
    for each, quick in zip(samples, _quick_trials(samples, folder / "template.sqlite3"), strict=True):
        yield _result(each, quick, thorough)


def _result(each: Sample, quick: Quick, thorough: "_Thorough") -> Result:
    problem = quick.problem or thorough.problem(each.module, quick.seconds)
    if problem:
        return Result(sample=each, problem=problem)
    alive = [
        number
        for number, change in enumerate(each.changes)
        if (number in quick.alive and thorough.survives(each, change, each.module.tests[:1], quick.seconds))
        or (number in quick.untried and thorough.survives(each, change, each.module.tests, quick.seconds))
    ]
    return Result(sample=each, survivors=[each.changes[number] for number in alive])


def _quick_trials(samples: Sequence[Sample], template: Path) -> Iterator[Quick]:
    """Yield the quick result of each sample, as the process that has imported everything reports it.

    Raise SystemExit if that process ends early.
    """
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        with os.fdopen(writer, "w") as told:
            _in_one_process(lambda: _try_quickly(samples, template, told))
    os.close(writer)
    with os.fdopen(reader) as told:
        for _ in samples:
            line = told.readline()
            if not line:
                raise SystemExit("The process that tries mutants quickly has ended.")
            yield Quick(**json.loads(line))
    os.waitpid(pid, 0)


def _in_one_process(deed: Callable[[], None]) -> None:
    """Run `deed`, then end this process without running its parent's exit handlers."""
    try:
        deed()
    except BaseException:
        sys.excepthook(*sys.exc_info())
        raise
    finally:
        os._exit(0)


def _try_quickly(samples: Sequence[Sample], template: Path, told: TextIO) -> None:
    collect_tests({test for each in samples for test in each.module.tests})
    from django.conf import settings

    if settings.configured:
        make_database(template)
    database = template if settings.configured else None
    controls: dict[Path, tuple[float, Outcome]] = {}
    for each in samples:
        told.write(json.dumps(vars(_quick_trial(each, database, controls))) + "\n")
        told.flush()


def _quick_trial(each: Sample, database: Path | None, controls: dict[Path, tuple[float, Outcome]]) -> Quick:
    tests = each.module.tests
    for test in tests:
        if test not in controls:
            controls[test] = _control(test, database)
        if controls[test][1] is not Outcome.SURVIVED:
            return Quick(problem=f"{test} fails without any change")
    seconds = {str(test): controls[test][0] for test in tests}
    functions_of(each.module.path)
    alive: list[int] = []
    untried: list[int] = []
    for number, change in enumerate(each.changes):
        outcome = _swapped(each, change, database, seconds)
        (alive if outcome is Outcome.SURVIVED else untried if outcome is None else []).append(number)
    return Quick(seconds=seconds, alive=alive, untried=untried)


def _control(test: Path, database: Path | None) -> tuple[float, Outcome]:
    """Run the test without any mutation; return the processor time in seconds and the outcome."""
    before = os.times()
    outcome = in_child(lambda: run_tests([test], database=database), seconds=1200)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system, outcome


def _swapped(each: Sample, change: Change, database: Path | None, seconds: dict[str, float]) -> Outcome | None:
    """Run the tests against the mutant, the mirror first; None if the mutated code is in no live function."""
    tree = each.tree(change)
    if not change.function or not swap_code(tree, each.module.path, change.function, only_ask=True):
        return None

    def trial(test: Path) -> int:
        swap_code(tree, each.module.path, change.function)
        return run_tests([test], database=database)

    return _first_kill(trial, each.module.tests, seconds)


def _first_kill(trial: Callable[[Path], int], tests: Sequence[Path], seconds: dict[str, float]) -> Outcome:
    for test in tests:
        outcome = in_child(lambda test=test: trial(test), seconds=START_UP + SLACK * seconds[str(test)])  # type: ignore[misc] # binds this `test`
        if outcome is not Outcome.SURVIVED:
            return outcome
    return Outcome.SURVIVED


class _Thorough:
    """Runs trials in forked children of this process, which has imported none of the project's code."""

    def __init__(self, template: Path) -> None:
        self.template = template
        self.controls: dict[Path, Outcome] = {}

    def problem(self, module: Module, seconds: dict[str, float]) -> str:
        """Return why nothing can be measured: the control failed. A folder's control runs only once."""
        unchanged = ast.parse(module.path.read_text())
        for test in module.tests[-1:]:
            if test not in self.controls:
                self.controls[test] = self._trial(unchanged, module, [test], seconds)
            if self.controls[test] is not Outcome.SURVIVED:
                return f"{test} fails when the drill imports the unchanged module"
        return ""

    def survives(self, each: Sample, change: Change, tests: Sequence[Path], seconds: dict[str, float]) -> bool:
        """Return whether all of these tests pass against the mutant."""
        return self._trial(each.tree(change), each.module, tests, seconds) is Outcome.SURVIVED

    def _trial(self, tree: ast.Module, module: Module, tests: Sequence[Path], seconds: dict[str, float]) -> Outcome:
        def trial(test: Path) -> int:
            import_instead(tree, module.name)
            return run_tests([test], database=self.template if self.template.exists() else None)

        return _first_kill(trial, tests, seconds)
