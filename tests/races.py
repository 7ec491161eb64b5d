"""Doing things at once, on connections of their own, as several processes would."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

Result = TypeVar("Result")


def at_once(deed: Callable[[int], Result], *, times: int) -> list[Result]:
    """What `deed(0)`, `deed(1)`... came to, each in a thread that waited for all the others to be ready.

    For tests with `transaction=True`. An exception of any is raised here.
    """
    ready = Barrier(times)

    def run(number: int) -> Result:
        try:
            connections["default"].ensure_connection()
            ready.wait(timeout=30)
            return deed(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=times) as pool:
        return list(pool.map(run, range(times)))
