"""Whether an attempt let somebody through. tests/doors/queries/test_twins.py runs the same table on the database."""

import pytest

from doors.rules.passages import was_admitted
from doors.rules.scans import RecordKind
from tests.builders.vectors import Passage, passages

PASSAGES = passages()


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.name)
def test_the_last_word_at_the_door_decides(passage: Passage) -> None:
    assert was_admitted(passage.attempt) is passage.admitted


def test_the_table_has_every_kind_of_follower_in_and_out_of_quarantine() -> None:
    seen = {(each.kind, each.is_quarantined) for passage in PASSAGES for each in passage.attempt.followers}

    assert seen == {(kind, quarantined) for kind in set(RecordKind) - {RecordKind.ATTEMPT} for quarantined in (0, 1)}
