"""Run tests in forked children, so that a mutant can damage no process but its own."""

import math
import os
import resource
import shutil
import signal
import time
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, settings

RAISED = 70
"""Exit status of a child in which the drill itself failed, not the tests."""
WAITING = 20
"""A child may run for its limit of processor time multiplied by this, in real time."""
LEFT_OUT = "not browser and not race"
"""Tests that are slow, or whose outcome depends on timing."""


class Outcome(StrEnum):
    """How the tests ended with a mutant in place."""

    KILLED = "killed"
    OUT_OF_TIME = "out of time"
    SURVIVED = "survived"


def in_child(deed: Callable[[], int], *, seconds: float) -> Outcome:
    """Run `deed`, which returns pytest's exit status, in a forked child.

    Statuses 0 and 5 (no tests found) mean that the mutant survived. `seconds` limits processor time, so that a busy
    machine kills nothing; real time may be longer. Raise RuntimeError if `deed` raises: then the drill has failed, not
    a test.
    """
    pid = os.fork()
    if pid == 0:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds) + 1))
        status = RAISED
        try:
            status = int(deed())
        finally:
            os._exit(status)
    ends = time.monotonic() + WAITING * seconds
    while time.monotonic() < ends:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return _outcome(os.waitstatus_to_exitcode(status))
        time.sleep(0.01)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return Outcome.OUT_OF_TIME


def _outcome(status: int) -> Outcome:
    if status in {-signal.SIGXCPU, -signal.SIGKILL}:
        return Outcome.OUT_OF_TIME
    if status == RAISED:
        raise RuntimeError("A trial failed in the drill itself.")
    return Outcome.SURVIVED if status in {0, 5} else Outcome.KILLED


def run_tests(paths: Iterable[Path], *, database: Path | None) -> int:
    """Run the tests silently until one fails, and return pytest's exit status. `database` is an SQLite file to copy."""
    _be_silent()
    settings.register_profile("mutants", deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
    settings.load_profile("mutants")
    with TemporaryDirectory(prefix="rostrum-mutant-") as folder:
        plugins = [] if database is None else [_CopiedDatabase(database, Path(folder))]
        try:
            return pytest.main([*map(str, paths), "-x", "-q", "-m", LEFT_OUT, *_options(folder)], plugins=plugins)
        except Exception:  # noqa: BLE001 - a mutant may raise anything while Django starts
            return pytest.ExitCode.TESTS_FAILED


def collect_tests(paths: Iterable[Path]) -> None:
    """Import the tests and all that they import, so that forked children find everything in memory."""
    temporary = TemporaryDirectory(prefix="rostrum-mutant-")
    with temporary as folder, Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        pytest.main([*map(str, paths), "--collect-only", "-qq", *_options(folder)])


def _options(folder: str) -> list[str]:
    return ["-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:unraisableexception", f"--basetemp={folder}/pytest"]


def _be_silent() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


class _CopiedDatabase:
    """Pytest plugin that copies a prepared test database instead of creating one."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.template, self.copy = template, folder / "test.sqlite3"

    @pytest.fixture(scope="session")
    def django_db_setup(self) -> None:
        """Copy the prepared file and point Django's connection at the copy."""
        from django.db import connection

        shutil.copyfile(self.template, self.copy)
        connection.close()
        connection.settings_dict["NAME"] = str(self.copy)


def make_database(file: Path) -> None:
    """Create the test database in an SQLite file. Django must be set up; all connections are closed afterwards."""
    from django.db import connection, connections

    connection.settings_dict["TEST"]["NAME"] = str(file)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connections.close_all()
