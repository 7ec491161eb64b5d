"""A pytest plugin, loaded before Django's, that sets test mode and a fixed date."""

import os

from hypothesis import settings

os.environ.setdefault("MODE", "test")
os.environ.setdefault("EMAIL_URL", "memory://")
os.environ.setdefault("LOG_LEVEL", "ERROR")
# The conference of the tests must always lie in the future.
os.environ.setdefault("CLOCK", "2027-01-11T09:00:00+08:00")

# Property tests check behaviour, not the speed of this machine.
settings.register_profile("rostrum", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("rostrum")
