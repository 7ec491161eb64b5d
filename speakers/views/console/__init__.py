"""The organisers' pages that belong to `speakers`."""
