"""Structured logs on standard error, one line for each event, with the request's id."""

import logging

import structlog

from toolkit.outages import outage_of


def logging_settings(*, level: str, json: bool) -> dict[str, object]:
    """Return Django's LOGGING: JSON lines if `json` is true, readable lines otherwise."""
    # Plain tracebacks: the pretty ones print local variables, and with them passwords and keys.
    readable = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False) if json else readable
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": renderer,
                "foreign_pre_chain": [
                    structlog.contextvars.merge_contextvars,
                    structlog.stdlib.add_logger_name,
                    structlog.stdlib.add_log_level,
                    structlog.processors.TimeStamper(fmt="iso", utc=True),
                    structlog.processors.format_exc_info,
                ],
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
