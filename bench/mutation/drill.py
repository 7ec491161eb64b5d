"""Tries the mutants of modules: first quickly, in children of a process that has imported everything; then thoroughly.

A mutant that no quick trial kills is imported in the place of its module by a fresh process, so that what is computed
at import notices it too. Both ways begin with a control: without any change the tests pass.
"""

import ast
import json
import os
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
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
    "pytest_django.plugin",
    "weasyprint",
)
"""The tests' environment, and what is slow to import and needs no settings: children find them in memory."""
START_UP = 10.0
"""Seconds of the processor that a child may take before its first test."""
SLACK = 3.0
"""A mutant is out of time when its tests take so many times longer than without it."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The mutants of a module that are tried."""

    module: Module
    changes: Sequence[Change]

    def tree(self, change: Change) -> ast.Module:
        """The module's syntax tree with the change made."""
        return changed(self.module.path.read_text(), change)


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of a sample. Where there is a `problem`, nothing was measured."""

    sample: Sample
    survivors: Sequence[Change] = ()
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Quick:
    """Seconds that the module's tests take, mirror and wider; the numbers of mutants alive, and of those not tried."""

    seconds: dict[str, float] = field(default_factory=dict)
    alive: Sequence[int] = ()
    untried: Sequence[int] = ()
    problem: str = ""


def sample(module: Module, *, limit: int, seed: int) -> Sample:
    """So many changes of the module, by chance, but the same ones for the same seed; all of them where `limit` is 0."""
    changes = changes_in(module.path.read_text())
    if 0 < limit < len(changes):
        chance = random.Random(f"{seed} {module.name}")  # noqa: S311 - to be repeated
        changes = [changes[number] for number in sorted(chance.sample(range(len(changes)), limit))]
    return Sample(module=module, changes=changes)


def run(samples: Sequence[Sample], *, folder: Path) -> Iterator[Result]:
    """Try one sample after the other. The current directory is the root of the tree; `folder` is for scratch files."""
    sys.path.insert(0, str(Path.cwd()))
    for name in IMPORTED_BEFORE:
        with suppress(ImportError):
            __import__(name)
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
    """One line from the process that has imported everything for each sample; SystemExit where it ends before."""
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
    """Do it, and end this process without what its parent would do at its own end."""
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
    """Seconds of the processor that the test takes without any change, and what it says."""
    before = os.times()
    outcome = in_child(lambda: run_tests([test], database=database), seconds=1200)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system, outcome


def _swapped(each: Sample, change: Change, database: Path | None, seconds: dict[str, float]) -> Outcome | None:
    """What the tests say, the module's own first; None where the change is not in a function that is alive."""
    tree = each.tree(change)
    if not change.function or not swap_code(tree, each.module.path, change.function, only_ask=True):
        return None

    def trial(test: Path) -> int:
        swap_code(tree, each.module.path, change.function)
        return run_tests([test], database=database)

    return _first_kill(trial, each.module.tests, seconds)


def _first_kill(trial: Callable[[Path], int], tests: Sequence[Path], seconds: dict[str, float]) -> Outcome:
    for test in tests:
        outcome = in_child(lambda test=test: trial(test), seconds=START_UP + SLACK * seconds[str(test)])  # type: ignore[misc] # bound now
        if outcome is not Outcome.SURVIVED:
            return outcome
    return Outcome.SURVIVED


class _Thorough:
    """Trials in children of this process, which has imported nothing of the project."""

    def __init__(self, template: Path) -> None:
        self.template = template
        self.controls: dict[Path, Outcome] = {}

    def problem(self, module: Module, seconds: dict[str, float]) -> str:
        """Why nothing can be measured: the control fails. The control of a folder of tests is made once."""
        unchanged = ast.parse(module.path.read_text())
        for test in module.tests[-1:]:
            if test not in self.controls:
                self.controls[test] = self._trial(unchanged, module, [test], seconds)
            if self.controls[test] is not Outcome.SURVIVED:
                return f"{test} fails where the unchanged module is imported by the drill"
        return ""

    def survives(self, each: Sample, change: Change, tests: Sequence[Path], seconds: dict[str, float]) -> bool:
        """Whether none of these tests fails."""
        return self._trial(each.tree(change), each.module, tests, seconds) is Outcome.SURVIVED

    def _trial(self, tree: ast.Module, module: Module, tests: Sequence[Path], seconds: dict[str, float]) -> Outcome:
        def trial(test: Path) -> int:
            import_instead(tree, module.name)
            return run_tests([test], database=self.template if self.template.exists() else None)

        return _first_kill(trial, tests, seconds)
