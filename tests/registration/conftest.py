"""Fixtures of the doors' tests."""

import pytest
from django.conf import LazySettings

from portal.toolkit.clock import Clock
from tests.builders.doors import Doors, the_doors
from tests.builders.people import NOW


@pytest.fixture
def doors(db: None) -> Doors:
    """A main entrance with two scanners, a closed door with one, and a delegate."""
    return the_doors()


@pytest.fixture
def at_nine(settings: LazySettings) -> None:
    """The clock stands at 09:12 of the first conference day."""
    settings.CLOCK = Clock(starts_at=NOW, stands=True, started=NOW)
