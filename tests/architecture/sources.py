"""Where the sources are, for the tests that read them."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LADDER = ("toolkit", "events", "speakers", "registration", "doors", "portal")
"""The packages from the foot to the top: each may know those before it."""
