"""Structured logs on standard error, one line for each event, with the request's id."""

import logging
import sys
from contextlib import suppress

import structlog
from structlog.typing import Processor

from toolkit.outages import outage_of


def logging_settings(*, level: str, json: bool) -> dict[str, object]:
    """Return Django's LOGGING: JSON lines if `json` is true, readable lines otherwise."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": _renderer(json=json),
                "foreign_pre_chain": _additions(),
            }
        },
        "filters": {"short": {"()": WithoutTraceback}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured", "filters": ["short"]}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django_q": {"handlers": [], "propagate": True, "level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "WARNING"},
        },
    }


def configure_structlog(*, json: bool) -> None:
    """Write our own lines to standard error themselves, in the same form and of the same levels.

    By way of `logging` a line costs twice as much, and is put together under the lock of the handler.
    """
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *_additions(), _renderer(json=json)],
        logger_factory=NamedLogger,
        cache_logger_on_first_use=True,
    )


def _additions() -> list[Processor]:
    """Return what adds to each line the request, the logger, the level, the time and the traceback."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]


def _renderer(*, json: bool) -> Processor:
    if json:
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    # Plain tracebacks: the pretty ones print local variables, and with them passwords and keys.
    return structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)


class NamedLogger(structlog.WriteLogger):
    """Writes lines that are finished to standard error. Only the writing is done under a lock."""

    def __init__(self, name: str = "") -> None:
        super().__init__(sys.__stderr__)
        self.name, self.disabled = name, False
        self.getEffectiveLevel = logging.getLogger(name).getEffectiveLevel

    def msg(self, message: str) -> None:
        """Write the line, if there is space for it: what it tells of was done, and has to be answered."""
        with suppress(OSError):
            super().msg(message)

    log = debug = info = warn = warning = msg
    fatal = failure = err = error = critical = exception = msg


class WithoutTraceback(logging.Filter):
    """Logs what is nobody's programming error as one line: outages, and requests that Django refuses as suspicious.

    Anybody can send a foreign Host a thousand times, and a traceback tells nothing more.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Strip the traceback from such a record; keep every record."""
        exception = record.exc_info[1] if record.exc_info else None
        if record.name.startswith("django.security") or outage_of(exception):
            record.exc_info = record.exc_text = None
        return True
