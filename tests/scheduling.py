"""Which tests share a process, and which begin first. A pytest plugin for `pytest -n`.

Whatever is expensive to start is started once: the portal of the journeys, the site of the drills, and what a module
prepares for its own tests. So one process runs all journeys, one runs all drills, and the other tests stay together by
module. The longest begin first; the many short modules then keep both processes busy to the end.

xdist's own `--dist loadgroup` has no effect with pytest 9: it renames `_nodeid`, which items no longer have.
"""

from pathlib import PurePath

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/journeys", "tests/bench")
"""Folders whose modules share what they start."""
FIRST = ("tests/journeys", "tests/browser", "tests/bench")
"""The slowest folders. Drills measure under load of their own, so they do not run beside the journeys."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest first; the order within a module stays."""
    items.sort(key=lambda item: _rank(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Hand out whole units, in the order of collection."""
    config.option.loadscopereorder = False
    return Units(config, log)


class Units(LoadScopeScheduling):
    """Sends the tests of a unit to the same process."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)


def unit_of(nodeid: str) -> str:
    """The folder or the module that the test shares a process with."""
    module = nodeid.partition("::")[0]
    return next((folder for folder in TOGETHER if _is_in(module, folder)), module)


def _rank(nodeid: str) -> int:
    module = nodeid.partition("::")[0]
    return next((rank for rank, folder in enumerate(FIRST) if _is_in(module, folder)), len(FIRST))


def _is_in(module: str, folder: str) -> bool:
    return PurePath(module).is_relative_to(folder)
