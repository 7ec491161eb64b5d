"""Figures of a console page, taken in this process: Django has to be set up, and the database filled."""

import statistics
import time
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import User

BOARD = "/console/{slug}/forums/"
"""The board of forums, by the conference's slug."""


@dataclass(frozen=True, slots=True)
class PageFigures:
    """What a page takes: SQL statements, and milliseconds in the middle of several rounds."""

    statements: int
    ms: float


def page_figures(path: str, user: User, *, rounds: int = 20) -> PageFigures:
    """Open a page again and again for somebody who has signed in; raises RuntimeError if it is refused.

    The first round only warms up what a process keeps, and does not count.
    """
    client = Client(SERVER_NAME="localhost")  # a host that every settings module allows
    client.force_login(user)
    statements, took = 0, []
    for number in range(rounds + 1):
        with CaptureQueriesContext(connection) as asked:
            started = time.perf_counter()
            answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
        if number:
            took.append(1000 * (time.perf_counter() - started))
            statements = max(statements, len(asked))
    return PageFigures(statements=statements, ms=statistics.median(took))
