import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    # These tests cause hundreds of expected refusals. Logging each takes ten times as long as the request.
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
