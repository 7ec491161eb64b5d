"""Fixtures that many tests share."""

import os
from pathlib import Path

import pytest

from tests.builders.people import Cast, the_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """A conference with somebody in every role, and a neighbour."""
    return the_cast()


@pytest.fixture
def shared_data() -> Path:
    """The folder of real feeds and nasty files; without it the test is skipped, by name."""
    folder = os.environ.get("ROSTRUM_DATA")
    if not folder:
        pytest.skip("ROSTRUM_DATA is not set: the shared data folder is not here")
    return Path(folder)
