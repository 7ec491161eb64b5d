"""What all trials share."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    # Hundreds of refusals are as they should be; drawing a log line for each takes ten times as long as asking.
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
