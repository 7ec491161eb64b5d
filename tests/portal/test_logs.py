import json
import logging
import logging.config
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import FileIO, StringIO, TextIOWrapper
from typing import Any

import pytest
import structlog

from portal.settings.logs import configure_structlog, logging_settings


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


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """Return what is written to standard error by loggers that are made within the test."""
    before, lines = structlog.get_config(), StringIO()
    logging.getLogger("doors").setLevel(logging.INFO)
    monkeypatch.setattr(sys, "__stderr__", lines)
    yield lines
    logging.getLogger("doors").setLevel(logging.NOTSET)
    structlog.configure(**before)


def test_our_own_lines_are_json_with_level_time_and_logger(written: StringIO) -> None:
    configure_structlog(json=True)
    log = structlog.get_logger("doors")
    log.debug("too_small")
    with structlog.contextvars.bound_contextvars(request_id="7"):
        log.info("door_opened", door="南门")
    (line,) = written.getvalue().splitlines()
    told = json.loads(line)
    assert told.pop("timestamp").endswith("Z")
    assert told == {"event": "door_opened", "door": "南门", "level": "info", "logger": "doors", "request_id": "7"}
    assert "南门" in line


@pytest.mark.parametrize("as_json", [True, False])
def test_our_own_failures_are_logged_as_djangos_are(written: StringIO, as_json: bool) -> None:  # noqa: FBT001 - a table of facts
    configure_structlog(json=as_json)
    password = " ".join(("correct", "horse"))  # noqa: FLY002 - the source's own line is part of a traceback
    try:
        len(password) / 0
    except ZeroDivisionError:
        structlog.get_logger("doors").exception("door_failed")
    assert "ZeroDivisionError" in written.getvalue()
    assert "correct horse" not in written.getvalue()


def test_a_disk_without_space_for_the_log_stops_nobody(written: StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    configure_structlog(json=True)
    full = TextIOWrapper(FileIO("/dev/full", "w"), write_through=True)
    monkeypatch.setattr(sys, "__stderr__", full)
    log = structlog.get_logger("doors")
    log.info("door_opened")
    log.error("door_failed")
    with pytest.raises(OSError, match="No space left"):
        full.write("x")


def test_lines_of_several_threads_stay_whole(written: StringIO) -> None:
    configure_structlog(json=True)
    log = structlog.get_logger("doors")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: log.info("line", number=number, text="x" * 2000), range(200)))
    assert sorted(json.loads(line)["number"] for line in written.getvalue().splitlines()) == list(range(200))
