"""The organisers' pages that belong to `registration`."""
