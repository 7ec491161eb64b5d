import json
from datetime import timedelta
from pathlib import Path
from typing import TypedDict

import pytest

from events.rules.running_order import Item, Placed, computed, first_outside, inserted, unpinned
from events.rules.spans import Span
from tests.builders.people import NOW


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def times(placed: tuple[Placed, ...]) -> list[tuple[int, int, int]]:
    """The keys with the minutes from the start of the session until the talk's start and end."""
    return [
        (each.key, (each.span.starts_at - NOW) // minutes(1), (each.span.ends_at - NOW) // minutes(1))
        for each in placed
    ]


A, B, C = (Item(key=key, length=minutes(length)) for key, length in ((1, 20), (2, 30), (3, 10)))


def test_each_talk_starts_when_the_one_before_ends() -> None:
    assert times(computed(NOW, [A, B, C])) == [(1, 0, 20), (2, 20, 50), (3, 50, 60)]
    assert computed(NOW, []) == ()


def test_a_pinned_talk_starts_at_its_time_and_the_next_when_all_before_it_have_ended() -> None:
    late = Item(key=2, length=minutes(30), pinned_at=NOW + minutes(40))
    assert times(computed(NOW, [A, late, C])) == [(1, 0, 20), (2, 40, 70), (3, 70, 80)]
    early = Item(key=2, length=minutes(5), pinned_at=NOW + minutes(10))
    assert times(computed(NOW, [A, early, C])) == [(1, 0, 20), (2, 10, 15), (3, 20, 30)]


def test_only_talks_that_follow_the_one_before_need_no_pin() -> None:
    placed = computed(NOW, [A, Item(key=2, length=minutes(30), pinned_at=NOW + minutes(40)), C])
    assert unpinned(NOW, placed) == {1, 3}
    assert unpinned(NOW - minutes(5), placed) == {3}


def test_a_talk_is_put_at_a_position_counted_without_it() -> None:
    pinned = Item(key=3, length=minutes(10), pinned_at=NOW)
    assert [each.key for each in inserted([A, B, pinned], pinned, 0)] == [3, 1, 2]
    assert inserted([A, B, pinned], pinned, 0)[0].pinned_at is None
    assert [each.key for each in inserted([A, B, C], A, 1)] == [2, 1, 3]
    assert [each.key for each in inserted([A, B], C, 99)] == [1, 2, 3]
    assert [each.key for each in inserted([A, B], C, -1)] == [3, 1, 2]


def test_a_talk_may_end_after_its_session_but_not_begin_outside() -> None:
    placed = computed(NOW, [A, B, C])
    assert first_outside(Span(NOW, NOW + minutes(55)), placed) is None
    assert first_outside(Span(NOW, NOW + minutes(50)), placed) == placed[2]
    assert first_outside(Span(NOW + minutes(1), NOW + minutes(60)), placed) == placed[0]


class Case(TypedDict):
    """A case of tests/vectors/running_order.json; its `from` is read by key."""

    name: str
    talks: list[tuple[int, int, bool]]
    expect: list[int]


VECTORS = json.loads((Path(__file__).resolve().parents[2] / "vectors" / "running_order.json").read_text())


@pytest.mark.parametrize(("begins", "case"), [(case["from"], case) for case in VECTORS["cases"]])
def test_talks_start_as_in_the_vectors(begins: int, case: Case) -> None:
    items = [
        Item(key=key, length=minutes(length), pinned_at=NOW + minutes(starts) if is_pinned else None)
        for key, (starts, length, is_pinned) in enumerate(case["talks"])
    ]

    assert [starts for _, starts, _ in times(computed(NOW + minutes(begins), items))] == case["expect"]
