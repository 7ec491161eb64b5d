"""A pytest plugin loaded before Django's: the tests run in test mode, at a time of their own."""

import os

os.environ.setdefault("MODE", "test")
os.environ.setdefault("EMAIL_URL", "memory://")
os.environ.setdefault("LOG_LEVEL", "ERROR")
