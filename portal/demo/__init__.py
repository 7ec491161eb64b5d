"""The demonstration conference: invented content, laid out and loaded the same way every time."""
