"""Console pages of `speakers`."""
