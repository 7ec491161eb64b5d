from datetime import datetime, timedelta

import pytest

from events.rules.board import (
    BETWEEN_REMINDERS,
    GAPS,
    BoardFilter,
    BoardLine,
    BoardOrder,
    Contact,
    Counted,
    Spared,
    adrift,
    counted,
    filter_counts,
    fits,
    ordered,
    spared,
    sums,
    telling,
)
from events.rules.forums import ForumState
from events.rules.gaps import GapKind
from tests.builders.people import NOW
from toolkit.text import Text


def a_line(number: int = 1, state: ForumState = ForumState.DRAFTING, **fields: object) -> BoardLine:
    counts: dict[Counted, int] = {}
    values: dict[str, object] = {"counts": counts} | fields
    return BoardLine(forum_id=number, number=number, title=Text(), state=state, **values)  # type: ignore[arg-type]  # any field


def test_every_kind_of_gap_is_counted_in_one_column() -> None:
    kinds = [kind for column in GAPS.values() for kind in column]
    assert sorted(kinds) == sorted(GapKind)


def test_people_are_missing_where_nobody_speaks_or_chairs() -> None:
    missing = {GapKind.NO_SPEAKER: 2, GapKind.NO_CHAIR: 1, GapKind.NO_PHOTO: 3, GapKind.UNANSWERED: 0}
    assert counted(missing) == {Counted.PEOPLE: 3, Counted.PHOTOS: 3}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({Counted.PEOPLE: 1}, True),
        ({Counted.CLASHES: 1}, True),
        ({Counted.PHOTOS: 9, Counted.TRANSLATIONS: 9, Counted.ANSWERS: 9, Counted.REQUESTS: 9}, False),
        ({}, False),
    ],
)
def test_missing_people_and_clashes_are_trouble(counts: dict[Counted, int], *, expected: bool) -> None:
    assert a_line(counts=counts).is_in_trouble == expected
    assert fits(a_line(counts=counts), BoardFilter.TROUBLE) == expected


def test_each_filter_has_its_count() -> None:
    lines = [
        a_line(1),
        a_line(2, ForumState.SUBMITTED, counts={Counted.CLASHES: 1}),
        a_line(3, ForumState.APPROVED),
        a_line(4, ForumState.APPROVED),
    ]
    assert filter_counts(lines) == {
        BoardFilter.ALL: 4,
        BoardFilter.DRAFTING: 1,
        BoardFilter.SUBMITTED: 1,
        BoardFilter.RETURNED: 0,
        BoardFilter.APPROVED: 2,
        BoardFilter.TROUBLE: 1,
    }


def test_what_was_changed_after_its_approval_waits_for_the_centre() -> None:
    line = a_line(state=ForumState.APPROVED, is_changed=True)
    assert [fits(line, wanted) for wanted in (BoardFilter.SUBMITTED, BoardFilter.APPROVED)] == [True, True]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (BoardOrder.NUMBER, [1, 2, 3, 4]),
        (BoardOrder.TROUBLE, [3, 2, 4, 1]),
        (BoardOrder.CHANGED, [4, 2, 1, 3]),
    ],
)
def test_the_board_is_sorted_by_number_trouble_or_last_change(order: BoardOrder, expected: list[int]) -> None:
    lines = [
        a_line(4, counts={Counted.PHOTOS: 5}, changed_at=NOW),
        a_line(3, counts={Counted.CLASHES: 2}),
        a_line(2, counts={Counted.PEOPLE: 1, Counted.PHOTOS: 9}, changed_at=NOW - timedelta(days=1)),
        a_line(1),
    ]
    assert [line.number for line in ordered(lines, order)] == expected


def test_a_clash_of_two_forums_counts_once_in_the_sum() -> None:
    lines = [a_line(1, counts={Counted.CLASHES: 1, Counted.PHOTOS: 2}), a_line(2, counts={Counted.CLASHES: 1})]
    assert sums(lines, clashes=1) == {Counted.CLASHES: 1, Counted.PHOTOS: 2}


def test_what_most_forums_lack_is_not_coloured_unless_it_is_trouble() -> None:
    usual = {Counted.PHOTOS: 9, Counted.CLASHES: 1}
    lines = [a_line(1, counts=usual), a_line(2, counts=usual), a_line(3, counts={Counted.ANSWERS: 1})]
    assert telling(lines) == {Counted.PEOPLE, Counted.CLASHES, Counted.ANSWERS, Counted.TRANSLATIONS}
    assert Counted.PHOTOS in telling([*lines, a_line(4)])


def test_a_forum_without_secretary_is_adrift_where_others_have_one() -> None:
    kept = a_line(1, contacts=(Contact(name="Shen", has_signed_in=False),))
    alone, approved = a_line(2), a_line(3, ForumState.APPROVED)
    assert adrift([kept, alone, approved]) == {2}
    assert adrift([alone, approved]) == frozenset()


def test_somebody_has_come_once_a_secretary_has_signed_in() -> None:
    never, once = Contact(name="A", has_signed_in=False), Contact(name="B", has_signed_in=True)
    assert [a_line(contacts=who).has_come for who in ((), (never,), (never, once))] == [False, False, True]


@pytest.mark.parametrize(
    ("state", "secretaries", "reminded_at", "expected"),
    [
        (ForumState.DRAFTING, 1, None, None),
        (ForumState.RETURNED, 2, NOW - BETWEEN_REMINDERS, None),
        (ForumState.DRAFTING, 1, NOW - BETWEEN_REMINDERS + timedelta(seconds=1), Spared.REMINDED_LATELY),
        (ForumState.DRAFTING, 0, None, Spared.NO_SECRETARY),
        (ForumState.SUBMITTED, 1, None, Spared.NOT_AWAITED),
        (ForumState.APPROVED, 0, NOW, Spared.NOT_AWAITED),
    ],
)
def test_a_forum_is_reminded_at_most_once_a_day_and_only_while_it_is_awaited(
    state: ForumState, secretaries: int, reminded_at: datetime | None, expected: Spared | None
) -> None:
    found = spared(state, is_shut=False, secretaries=secretaries, reminded_at=reminded_at, now=NOW)
    assert found is expected


def test_nobody_is_reminded_of_what_they_cannot_change_any_more() -> None:
    late = spared(ForumState.RETURNED, is_shut=True, secretaries=1, reminded_at=None, now=NOW)
    assert late is Spared.CLOSED


def test_a_change_by_somebody_else_than_a_contact_is_told_apart() -> None:
    contacts = (Contact(name="Shen", has_signed_in=True),)
    lines = [a_line(contacts=contacts, changed_by=name) for name in ("Shen", "Lin", "")]
    assert [line.is_changed_by_contact for line in lines] == [True, False, False]
