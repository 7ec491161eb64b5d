"""Reference figures for PostgreSQL itself: transactions over plain connections, without Django."""

import time
from collections.abc import Callable

import psycopg

from bench.trial.client import at_once

Connection = psycopg.Connection[tuple[object, ...]]
ROWS = "CREATE TABLE IF NOT EXISTS bench_row (id bigserial PRIMARY KEY, word text NOT NULL)"


def one_row_commits_per_second(conninfo: str, *, connections: int, seconds: float) -> float:
    """Insert rows of two columns, one per commit, and return the rate. Commits are durable if the server's are."""
    with psycopg.connect(conninfo) as connection:
        connection.execute(ROWS)
    ends = time.perf_counter() + seconds

    def store_row(connection: Connection) -> bool:
        connection.execute("INSERT INTO bench_row (word) VALUES ('bench')")
        return time.perf_counter() < ends

    return transactions_per_second(store_row, conninfo, connections=connections)


def transactions_per_second(deed: Callable[[Connection], bool], conninfo: str, *, connections: int) -> float:
    """Return how often per second `deed` was run and committed.

    Each connection repeats it in its own thread until it returns False.
    """

    def again() -> list[float]:
        ended = []
        with psycopg.connect(conninfo) as connection:
            while deed(connection):
                connection.commit()
                ended.append(time.perf_counter())
        return ended

    ended, took = at_once(connections, again)
    return len(ended) / took
