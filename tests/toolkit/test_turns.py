"""Writers on SQLite that wait in line."""

import time

import pytest
from django.db import connection, transaction

from tests.races import at_once
from toolkit.turns import in_turn

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
LONG = 0.05


def stay(seen: list[str], number: int) -> None:
    seen.append(f"begins {number}")
    time.sleep(LONG)
    seen.append(f"ends {number}")


def take_turns(*, in_line: bool) -> list[str]:
    """Let four threads stay at the same place; return who came and went, in order."""
    seen: list[str] = []
    at_once(lambda number: in_turn()(stay)(seen, number) if in_line else stay(seen, number), times=4)
    return seen


def is_one_by_one(seen: list[str]) -> bool:
    begins, ends = [each.split()[1] for each in seen[::2]], [each.split()[1] for each in seen[1::2]]
    return begins == ends


def test_writers_are_at_work_one_after_the_other_on_sqlite_and_at_once_on_postgresql() -> None:
    assert is_one_by_one(take_turns(in_line=True)) is (connection.vendor == "sqlite")


def test_control_without_the_line_they_are_at_work_at_once() -> None:
    assert not is_one_by_one(take_turns(in_line=False))


def test_the_next_in_line_comes_after_a_failure() -> None:
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), in_turn():
            raise ZeroDivisionError


def test_a_transaction_that_holds_the_database_does_not_wait() -> None:
    def nested(number: int) -> int:
        with transaction.atomic(), in_turn():
            return number

    with in_turn():
        assert at_once(nested, times=1) == [0]
