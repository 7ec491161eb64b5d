import pytest
from django.utils import translation

from toolkit.sheets.cells import SheetRefusal, SheetRefused
from toolkit.sheets.outcomes import RowOutcome
from toolkit.sheets.words import OUTCOMES, REFUSALS, words_of_refusal


def test_every_refusal_and_every_outcome_has_words() -> None:
    assert set(REFUSALS) == set(SheetRefusal)
    assert set(OUTCOMES) == set(RowOutcome)


@pytest.mark.parametrize("reason", SheetRefusal)
def test_a_refusal_can_be_worded_without_figures(reason: SheetRefusal) -> None:
    details = {"limit": 3} if reason in {SheetRefusal.TOO_MANY_ROWS, SheetRefusal.TOO_MANY_COLUMNS} else {}
    assert "%(" not in words_of_refusal(SheetRefused(reason, **details))


def test_refusals_contain_their_figures() -> None:
    with translation.override("en"):
        assert words_of_refusal(SheetRefused(SheetRefusal.TOO_BIG, limit=20_000_000)).endswith(
            "at most 20 MB can be read."
        )
        assert "at record 7 or before" in words_of_refusal(SheetRefused(SheetRefusal.OPEN_QUOTE, line=7))
        assert "at record ? or before" in words_of_refusal(SheetRefused(SheetRefusal.OPEN_QUOTE))
