"""Addresses under /door/ and /api/v1/: what a paired device may do."""

from tests.architecture.permissions import Row

ROWS: list[Row] = []
