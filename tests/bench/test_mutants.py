"""A small run of `./dev drill mutants` over a sample module with a strong and a weak test."""

import ast
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.mutation.changes import changed, changes_in
from bench.mutation.modules import modules_in
from bench.mutation.trying import Outcome, in_child

ROOT = Path(__file__).resolve().parent.parent.parent
PLACES = """
from datetime import timedelta

LONGEST_DAY = timedelta(hours=26)
NOBODY_ASKS = 3


def is_full(used: int, size: int) -> bool:
    return used >= size


def word(left: int) -> str:
    return "free" if left else "full"
"""
TESTS = """
from datetime import timedelta

from small.rules.places import LONGEST_DAY, is_full, word


def test_strong() -> None:
    assert [is_full(used, 3) for used in (2, 3, 4)] == [False, True, True]
    assert LONGEST_DAY == timedelta(hours=26)


def test_weak() -> None:
    assert word(2)
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Create a tree with one app, `small`, and its test."""
    for name, text in {"small/rules/places.py": PLACES, "tests/small/rules/test_places.py": TESTS}.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = browser\n  race\n")
    return tmp_path


def drill(tree: Path, *, settings: str) -> dict[str, object]:
    """Run the drill with all mutations and return its JSON. Without settings, no child sets Django up."""
    command = [sys.executable, "-m", "bench.drills.mutants", "--json", "--limit", "0", "--root", str(tree)]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert done.returncode == 0, done.stderr
    told: dict[str, object] = json.loads(done.stdout)
    return told


def survivors(told: dict[str, object]) -> list[str]:
    found = told["survivors"]
    assert isinstance(found, list)
    return [f"{each['line']}: {each['before']} -> {each['after']}" for each in found]


def test_a_strong_test_kills_mutants_that_a_weak_one_misses(tree: Path) -> None:
    told = drill(tree, settings="")

    assert survivors(told) == [
        "5: 3 -> 2",
        "5: 3 -> 4",
        # No test checks which of the two words it is.
        "13: 'free' if left else 'full' -> 'free' if not left else 'full'",
        "13: 'full' -> ''",
    ]
    assert told["mutants"] == {"value": len(changes_in(PLACES)), "unit": "mutants", "goal": None, "met": None}


def test_a_module_whose_tests_fail_without_any_change_is_not_measured(tree: Path) -> None:
    (tree / "small/rules/places.py").write_text(PLACES.replace("used >= size", "used > size"))

    told = drill(tree, settings="portal.settings")

    test = "tests/small/rules/test_places.py"
    assert told["not_measured"] == {"small/rules/places.py": f"{test} fails without any change"}
    assert survivors(told) == []


def test_a_mutant_whose_tests_never_end_is_killed() -> None:
    def never_ends() -> int:
        while True:
            pass

    def always_waits() -> int:
        while True:
            time.sleep(1)

    assert in_child(never_ends, seconds=1) is Outcome.OUT_OF_TIME
    assert in_child(always_waits, seconds=0.1) is Outcome.OUT_OF_TIME


def test_a_trial_that_fails_in_the_drill_itself_is_an_error() -> None:
    def is_broken() -> int:
        raise OSError

    with pytest.raises(RuntimeError):
        in_child(is_broken, seconds=20)


def test_a_change_touches_one_node_and_keeps_the_lines() -> None:
    source = "def is_full(used, size):\n    return used >= size\n"
    made = [ast.unparse(changed(source, change)).splitlines()[1].strip() for change in changes_in(source)]
    assert made == ["return None", "return used < size", "return used > size"]
    assert {change.function for change in changes_in(source)} == {"is_full"}


@pytest.mark.parametrize(
    "source",
    [
        '"""A module."""\n',
        "from small import other\n",
        "def f(x: int | None) -> bool | None:\n    '''Words.'''\n",
        "raised = _('Too many')\n",
        "if TYPE_CHECKING:\n    from small import other\n",
        "class State(StrEnum):\n    OPEN = 'open'\n",
    ],
)
def test_code_without_behaviour_is_not_mutated(source: str) -> None:
    assert changes_in(source) == []


def test_modules_are_matched_with_their_mirror_and_their_layers_tests(tree: Path) -> None:
    (tree / "small/rules/names").mkdir()
    (tree / "small/rules/names/__init__.py").write_text("WORD = 'name'\n")
    (tree / "tests/small/rules/test_names.py").write_text(TESTS)

    names, places = modules_in(tree)

    assert (names.name, str(names.mirror), str(names.wider)) == (
        "small.rules.names",
        "tests/small/rules/test_names.py",
        "tests/small/rules",
    )
    assert (places.name, str(places.mirror)) == ("small.rules.places", "tests/small/rules/test_places.py")
    assert modules_in(tree, ["small.rules.places"]) == modules_in(tree, ["small/rules/places.py"]) == [places]
    with pytest.raises(SystemExit, match="nowhere"):
        modules_in(tree, ["small/rules/nowhere.py"])
