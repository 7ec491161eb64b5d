from datetime import UTC, datetime, timedelta

import pytest

from events.rules.programme import SessionKind
from events.rules.programme_rows import (
    CONSEQUENCES,
    ProgrammeItem,
    ProgrammeRow,
    ProgrammeTable,
    SheetReason,
    place_key,
)
from toolkit.sheets.outcomes import RowOutcome

NINE = datetime(2027, 4, 16, 9, tzinfo=UTC)
SKIPPED = {
    *(SheetReason.EMPTY_ROW, SheetReason.REPEATED_HEADER, SheetReason.FOOTNOTE),
    *(SheetReason.HEADER, SheetReason.DAY_HEADING, SheetReason.CHAIR_LINE),
}
DUPLICATES = {SheetReason.SAME_AS_LINE, SheetReason.ALREADY_THERE}
NOTES = {SheetReason.HIDDEN_ROW}
WARNINGS = {
    *(SheetReason.TIME_IN_WORDS, SheetReason.PAST_MIDNIGHT, SheetReason.ROOM_TAKEN, SheetReason.PERSON_TAKEN),
    *(SheetReason.PEOPLE_DIVIDED, SheetReason.NAME_LEFT_OUT, SheetReason.POSTS_LEFT_OUT, SheetReason.NO_ROOM),
    *(SheetReason.STRUCK, SheetReason.END_FROM_NEXT, SheetReason.OTHER_ROOM, SheetReason.ELSEWHERE),
    SheetReason.NEXT_LINE,
}


def expected(reason: SheetReason) -> RowOutcome | None:
    """Return the outcome that a reason should have, or None if it should reject the row."""
    for reasons, outcome in (
        (SKIPPED, RowOutcome.SKIP),
        (DUPLICATES, RowOutcome.DUPLICATE),
        (NOTES, RowOutcome.ACCEPT),
        (WARNINGS, RowOutcome.WARN),
    ):
        if reason in reasons:
            return outcome
    return None


@pytest.mark.parametrize("reason", list(SheetReason))
def test_each_reason_has_its_consequence(reason: SheetReason) -> None:
    assert CONSEQUENCES.get(reason) == expected(reason)


def an_item(block: SessionKind | None = None) -> ProgrammeItem:
    return ProgrammeItem(starts_at=NINE, ends_at=NINE + timedelta(hours=1), title="Opening", block=block)


def test_only_the_people_of_a_closed_door_meeting_are_secret() -> None:
    secret = [kind for kind in SessionKind if not an_item(kind).has_public_people]

    assert secret == [SessionKind.CLOSED_DOOR]
    assert an_item().has_public_people


def test_a_table_counts_its_outcomes_and_contains_the_items_to_store() -> None:
    item = an_item()
    rows = (
        ProgrammeRow(line=2, title="Opening", item=item),
        ProgrammeRow(line=3, title="Opening", item=item),
        ProgrammeRow(line=4, title=""),
    )
    table = ProgrammeTable(rows=rows)

    assert table.items == (item, item)
    assert table.counts() == {outcome: 3 if outcome is rows[0].outcome else 0 for outcome in RowOutcome}


@pytest.mark.parametrize(
    ("name", "key"), [("Main  Hall", "mainhall"), ("主 会场", "主会场"), ("STRASSE", "strasse"), ("", "")]
)
def test_places_are_compared_without_spaces_and_case(name: str, key: str) -> None:
    assert place_key(name) == key
