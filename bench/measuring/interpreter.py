"""The speed of the Python interpreter: the reference figure for benchmarks bound by the processor."""

import time
from statistics import median

STEPS = 200_000
RUNS = 9


def interpreter_ms() -> float:
    """Time a fixed loop over integers and a dictionary; return the median of several runs in milliseconds."""
    return 1000 * median(_loop() for _ in range(RUNS))


def _loop() -> float:
    began = time.perf_counter()
    counts: dict[int, int] = {}
    for step in range(STEPS):
        counts[step % 251] = counts.get(step % 251, 0) + step
    return time.perf_counter() - began
