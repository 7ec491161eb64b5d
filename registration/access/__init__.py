"""Fetch rows on behalf of a visitor, or refuse."""
