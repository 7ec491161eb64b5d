"""Run something concurrently on separate database connections, as several processes would."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

Result = TypeVar("Result")


def at_once(deed: Callable[[int], Result], *, times: int) -> list[Result]:
    """Run `deed(0)`, `deed(1)`... in threads that start together, and return their results.

    For tests with `transaction=True`. An exception in any thread is raised here.
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
