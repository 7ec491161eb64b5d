"""The demo conference: invented content, the same every time it is generated."""
