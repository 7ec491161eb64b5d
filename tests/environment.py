"""A pytest plugin loaded before Django's: the tests run in test mode, at a time of their own."""

import os

from hypothesis import settings

os.environ.setdefault("MODE", "test")
os.environ.setdefault("EMAIL_URL", "memory://")
os.environ.setdefault("LOG_LEVEL", "ERROR")
# Their conference is to come, in whatever year they are run.
os.environ.setdefault("CLOCK", "2027-01-11T09:00:00+08:00")

# A trial tells what is true, not how fast this machine is just now.
settings.register_profile("rostrum", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("rostrum")
