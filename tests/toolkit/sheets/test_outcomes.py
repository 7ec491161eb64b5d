from toolkit.sheets.outcomes import RowOutcome


def test_only_accepted_rows_with_or_without_a_remark_are_stored() -> None:
    assert {outcome for outcome in RowOutcome if outcome.is_stored} == {RowOutcome.ACCEPT, RowOutcome.WARN}
