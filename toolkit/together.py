"""Doing together what several threads ask for at once."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Told = TypeVar("Told")
Work = Callable[[Sequence[Asked]], AbstractContextManager[Sequence[Told]]]
"""Takes what was asked for and gives as many answers, in the same order. They hold once the context is left."""


@dataclass
class _Call(Generic[Asked, Told]):
    """What one thread asks for. `told` is empty if it was not answered together with others."""

    asked: Asked
    told: list[Told] = field(default_factory=list)
    is_taken: bool = False
    is_over: Event = field(default_factory=Event)


class Together(Generic[Asked, Told]):
    """Calls that come while others are being worked out wait for them, and are then worked out together.

    A transaction costs about the same for four calls as for one, so the more come, the more are served. A call that
    comes alone is served at once. The next ones begin while the last are being committed, so a slow disk does not hold
    them up.

    `work` must change nothing when it raises: everybody's call is then repeated alone, in the thread that asked, so
    that each meets its own exception and waits for nobody else.
    """

    def __init__(self, work: Work[Asked, Told]) -> None:
        self._work = work
        self._waiting: deque[_Call[Asked, Told]] = deque()
        self._at_work = Lock()

    def __call__(self, asked: Asked) -> Told:
        """Return the answer to what this thread asks for. Raises what `work` raises for it alone."""
        call = _Call[Asked, Told](asked)
        self._waiting.append(call)
        with self._at_work:
            run = None if call.is_taken else self._begin()
        if run is not None:
            run.end()
        call.is_over.wait()
        if call.told:
            return call.told[0]
        with self._work([asked]) as (told,):
            pass
        return told

    def _begin(self) -> "_Run[Asked, Told]":
        """Work out everybody's calls so far. The caller has the lock."""
        time.sleep(0)  # lets threads that are about to call do so: takes nothing where there are none
        run = _Run[Asked, Told]([self._waiting.popleft() for _ in range(len(self._waiting))])
        for call in run.calls:
            call.is_taken = True
        with suppress(Exception):  # whatever it is, each meets it again alone
            run.answers = run.context.enter_context(self._work([call.asked for call in run.calls]))
        return run


@dataclass
class _Run(Generic[Asked, Told]):
    """Calls that are worked out together. `answers` is empty if that failed."""

    calls: list[_Call[Asked, Told]]
    context: ExitStack = field(default_factory=ExitStack)
    answers: Sequence[Told] = ()

    def end(self) -> None:
        """Leave the context, so that the answers hold, and give them."""
        with suppress(Exception):
            self.context.close()
            for call, told in zip(self.calls, self.answers, strict=bool(self.answers)):
                call.told.append(told)
        for call in self.calls:
            call.is_over.set()
