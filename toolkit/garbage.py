"""Garbage collection, for work that makes very many objects at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Collect no garbage within: Python would look at all objects again and again while none of them can go.

    The process's other threads collect none either. If two threads pause, the first to end resumes for both.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
