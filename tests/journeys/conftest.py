"""One running portal for all journeys."""

from collections.abc import Iterator

import pytest

from tests.journeys.portal import Portal, start_portal


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The demo, loaded and served, with its worker; ended after the last journey."""
    running = start_portal(tmp_path_factory.mktemp("portal"))
    yield running
    running.stop()
