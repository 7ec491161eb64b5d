"""Operations refuse accounts without a role. tests/architecture/operations lists who may do what."""

import pytest

from events.access import Denied
from tests.architecture.operations import Row
from tests.architecture.operations.registration import ROWS
from tests.architecture.permissions import Outsider
from tests.builders.people import Cast

CLOSED = [row for row in ROWS if Outsider.SOMEBODY not in row.allowed]


@pytest.mark.parametrize("row", CLOSED, ids=[row.name for row in CLOSED])
def test_an_account_without_a_role_is_refused(row: Row, cast: Cast) -> None:
    with pytest.raises(Denied):
        row.call(cast, cast.somebody)
