from toolkit.sheets.outcomes import RowOutcome


def test_rows_are_stored_with_a_remark_or_without_one_and_in_no_other_case() -> None:
    assert {outcome for outcome in RowOutcome if outcome.is_stored} == {RowOutcome.ACCEPT, RowOutcome.WARN}
