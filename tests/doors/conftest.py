"""Fixtures for the tests of `doors`."""

import pytest

from tests.builders.doors import Doors, the_doors


@pytest.fixture
def doors(db: None) -> Doors:
    """Create a main entrance with two scanners, a closed door with one, and a delegate."""
    return the_doors()
