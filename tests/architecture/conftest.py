import logging
from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.builders.people import Cast, the_cast
from tests.shared_rows import shared_rows


@pytest.fixture
def quiet() -> Iterator[None]:
    """Log no refusals: hundreds are caused on purpose, and rendering a line takes ten times as long as a request."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def shared_cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """Create the cast once for all tests of a module."""
    with shared_rows(django_db_blocker):
        yield the_cast()
