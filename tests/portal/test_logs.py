import logging
import logging.config
import sys
from typing import Any

import pytest

from portal.settings.logs import logging_settings


@pytest.mark.parametrize("shape", ["json", "lines"])
def test_a_failure_is_logged_with_its_traceback_but_without_local_variables(shape: str) -> None:
    configured: Any = logging.config.DictConfigurator(logging_settings(level="INFO", json=shape == "json"))
    said = configured.configure_formatter(configured.config["formatters"]["structured"]).format(a_failure())
    assert "ZeroDivisionError" in said
    assert "test_logs.py" in said
    assert "correct horse" not in said


def a_failure() -> logging.LogRecord:
    """Return the log record of a view that failed with a password in a local variable."""
    password = " ".join(("correct", "horse"))  # noqa: FLY002 - the source's own line is part of a traceback
    try:
        len(password) / 0
    except ZeroDivisionError:
        return logging.LogRecord("django.request", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    raise AssertionError("nothing failed")
