"""Operations of `events`."""

from collections.abc import Mapping

from tests.architecture.operations import Operation, Row

ROWS: list[Row] = []
HELPERS: Mapping[Operation, str] = {}
