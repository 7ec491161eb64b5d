import dataclasses

import pytest

from events.rules.office.sheet_reports import SheetLine, SheetReport, SheetWishes


def test_an_import_stores_rows_and_is_strict_by_default() -> None:
    assert SheetWishes() == SheetWishes(is_trial=False, accepts_valid=False, takes_option=False)


def test_a_line_has_no_remarks_unless_given() -> None:
    assert SheetLine(line=1, outcome="accept", name="王伟").remarks == ()


def test_an_empty_report_has_no_lines_counts_or_messages() -> None:
    report = SheetReport()
    assert (report.lines, report.counts, report.unknown) == ((), {}, ())
    assert (report.fault, report.stored, report.refusal) == ("", "", "")


def test_reports_do_not_share_their_counts() -> None:
    assert SheetReport().counts is not SheetReport().counts


@pytest.mark.parametrize("value", [SheetWishes(), SheetLine(line=1, outcome="skip", name=""), SheetReport()])
def test_values_cannot_be_changed(value: SheetWishes | SheetLine | SheetReport) -> None:
    name = dataclasses.fields(value)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, name, None)
