"""Addresses under /<language>/: what anybody may read, and what is a delegate's own."""

from tests.architecture.permissions import Row

ROWS: list[Row] = []
