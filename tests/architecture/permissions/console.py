"""Addresses under /console/."""

from tests.architecture.permissions import Row

ROWS: list[Row] = []
