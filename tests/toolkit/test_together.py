"""Threads whose calls are done together."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from toolkit.together import Together

LONG = 10.0
"""Seconds. Nothing here takes longer, unless it is wrong."""


class Desk:
    """Work that notes what it was asked for, and waits while it is closed."""

    def __init__(self) -> None:
        self.runs: list[list[int]] = []
        self.is_open = threading.Event()
        self.is_open.set()

    @contextmanager
    def halves(self, asked: Sequence[int]) -> Iterator[list[int]]:
        """Give the half of each number. Refuses zero at once and 13 at the end, with all that were asked together."""
        self.runs.append(list(asked))
        assert self.is_open.wait(LONG)
        if 0 in asked:
            raise ValueError(len(asked))
        yield [number // 2 for number in asked]
        if 13 in asked:
            raise ValueError(len(asked))


def until(condition: Callable[[], bool]) -> None:
    ends = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.001)


def ask(desk: Desk, first: int, *others: int) -> list[Future[int]]:
    """Ask for the first; for the others one after the other, while the first is at work; then open the desk."""
    together = Together[int, int](desk.halves)
    desk.is_open.clear()
    with ThreadPoolExecutor(1 + len(others)) as pool:
        asked = [pool.submit(together, first)]
        until(lambda: bool(desk.runs))
        for number in others:
            asked.append(pool.submit(together, number))
            until(lambda: len(together._waiting) == len(asked) - 1)
        desk.is_open.set()
    return asked


def test_a_call_that_comes_alone_is_done_at_once() -> None:
    desk = Desk()
    together = Together[int, int](desk.halves)

    assert [together(8), together(6)] == [4, 3]
    assert desk.runs == [[8], [6]]


def test_calls_that_come_meanwhile_are_done_in_one_call_and_each_gets_its_answer() -> None:
    desk = Desk()

    assert [each.result() for each in ask(desk, 2, 4, 6, 8)] == [1, 2, 3, 4]
    assert desk.runs == [[2], [4, 6, 8]]


@pytest.mark.parametrize("failing", [0, 13])
def test_when_one_call_fails_the_others_are_repeated_alone(failing: int) -> None:
    desk = Desk()
    first, wrong, right = ask(desk, 2, failing, 8)

    assert (first.result(), right.result()) == (1, 4)
    with pytest.raises(ValueError, match=r"^1$"):
        wrong.result()
    assert desk.runs[:2] == [[2], [failing, 8]]
    assert sorted(desk.runs[2:]) == sorted([[failing], [8]])


@pytest.mark.parametrize("failing", [0, 13])
def test_a_failure_of_the_one_at_work_is_not_that_of_those_who_wait(failing: int) -> None:
    desk = Desk()
    wrong, right = ask(desk, failing, 8)

    assert right.result() == 4
    with pytest.raises(ValueError, match=r"^1$"):
        wrong.result()


def test_the_next_calls_do_not_wait_for_the_end_of_the_last() -> None:
    may_end, begun = threading.Event(), []

    @contextmanager
    def work(asked: Sequence[int]) -> Iterator[list[int]]:
        begun.append(list(asked))
        yield list(asked)
        if asked == [1]:
            assert may_end.wait(LONG)

    together = Together[int, int](work)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(together, 1)
        until(lambda: bool(begun))
        assert pool.submit(together, 2).result(LONG) == 2
        assert not first.done()
        may_end.set()
    assert first.result() == 1


def test_nobody_is_answered_before_the_end() -> None:
    may_end, begun = threading.Event(), []

    @contextmanager
    def work(asked: Sequence[int]) -> Iterator[list[int]]:
        begun.append(list(asked))
        if asked == [1]:
            until(lambda: len(together._waiting) == 2)
        yield list(asked)
        if len(asked) == 2:
            assert may_end.wait(LONG)

    together = Together[int, int](work)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(together, 1)
        until(lambda: bool(begun))
        others = [pool.submit(together, number) for number in (2, 3)]
        assert first.result(LONG) == 1
        until(lambda: len(begun) == 2)
        assert not any(each.done() for each in others)
        may_end.set()
    assert {each.result() for each in others} == {2, 3}
