"""The API of `registration`."""
