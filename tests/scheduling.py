"""A pytest plugin for `pytest -n` that decides which tests share a process and which begin first.

Expensive fixtures should start only once: the portal of the journeys, the site of the drills, and what a module
prepares for its tests. So one process runs all journeys, one runs all drills, and other tests stay together by module.
The longest units begin first; the many short modules then keep both processes busy to the end.

xdist's own `--dist loadgroup` has no effect with pytest 9: it renames `_nodeid`, an attribute that items no longer
have.
"""

from pathlib import PurePath

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/journeys", "tests/bench")
"""Folders whose modules share expensive fixtures."""
FIRST = ("tests/journeys", "tests/browser", "tests/bench")
"""The slowest folders. Drills measure under a load of their own, so they must not run beside the journeys."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest units first; the order within a module stays."""
    items.sort(key=lambda item: _rank(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Assign whole units in the order of collection."""
    config.option.loadscopereorder = False
    return Units(config, log)


class Units(LoadScopeScheduling):
    """Sends all tests of a unit to the same process."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)


def unit_of(nodeid: str) -> str:
    """Return the folder or module whose tests share a process with this one."""
    module = nodeid.partition("::")[0]
    return next((folder for folder in TOGETHER if _is_in(module, folder)), module)


def _rank(nodeid: str) -> int:
    module = nodeid.partition("::")[0]
    return next((rank for rank, folder in enumerate(FIRST) if _is_in(module, folder)), len(FIRST))


def _is_in(module: str, folder: str) -> bool:
    return PurePath(module).is_relative_to(folder)
