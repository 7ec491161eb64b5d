from collections.abc import Iterator

import pytest

from tests.journeys.portal import Portal, start_portal


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A running demo with its worker, shared by all journeys."""
    running = start_portal(tmp_path_factory.mktemp("portal"))
    yield running
    running.stop()
