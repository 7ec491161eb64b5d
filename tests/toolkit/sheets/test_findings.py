"""Findings about a row, and the outcome that follows from them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

import pytest

from toolkit.sheets.cells import Cell, Row
from toolkit.sheets.findings import Finding, JudgedRow, RowReader
from toolkit.sheets.headers import Header
from toolkit.sheets.outcomes import RowOutcome


class Reason(StrEnum):
    """A reason for each outcome, and UNLISTED, for which `CONSEQUENCES` has no outcome."""

    NOTE = "note"
    WARNING = "warning"
    TWICE = "twice"
    EMPTY = "empty"
    UNLISTED = "unlisted"


class Judged(JudgedRow[Reason]):
    """A row whose findings have these reasons."""

    CONSEQUENCES: ClassVar[Mapping[StrEnum, RowOutcome]] = {
        Reason.NOTE: RowOutcome.ACCEPT,
        Reason.WARNING: RowOutcome.WARN,
        Reason.TWICE: RowOutcome.DUPLICATE,
        Reason.EMPTY: RowOutcome.SKIP,
    }


def _judged(*reasons: Reason) -> Judged:
    return Judged(line=3, findings=tuple(Finding(reason, f"column of {reason}") for reason in reasons))


@pytest.mark.parametrize(
    ("reasons", "outcome"),
    [
        ((), RowOutcome.ACCEPT),
        ((Reason.NOTE,), RowOutcome.ACCEPT),
        ((Reason.NOTE, Reason.WARNING), RowOutcome.WARN),
        ((Reason.WARNING, Reason.TWICE), RowOutcome.DUPLICATE),
        ((Reason.TWICE, Reason.UNLISTED), RowOutcome.REJECT),
        ((Reason.UNLISTED, Reason.EMPTY), RowOutcome.SKIP),
    ],
)
def test_the_most_serious_finding_decides(reasons: tuple[Reason, ...], outcome: RowOutcome) -> None:
    assert _judged(*reasons).outcome is outcome
    assert _judged(*reversed(reasons)).outcome is outcome


def test_a_stored_row_reports_all_findings_and_any_other_only_the_decisive_ones() -> None:
    stored = _judged(Reason.NOTE, Reason.WARNING)
    assert stored.deciding == stored.findings
    refused = _judged(Reason.NOTE, Reason.UNLISTED, Reason.WARNING)
    assert [one.reason for one in refused.deciding] == [Reason.UNLISTED]


def test_the_column_is_that_of_the_first_decisive_finding() -> None:
    assert _judged(Reason.NOTE, Reason.WARNING).column == "column of warning"
    assert _judged().column == ""


def test_a_reader_takes_fields_by_the_header_and_notes_headings_on_one_line() -> None:
    header = Header(1, {"name": 1}, {"name": " 姓\n名 "}, 1)
    reader: RowReader[Reason] = RowReader(Row(2, (Cell(text="x"), Cell(text=" 王伟 "))), header)
    reader.find(Reason.NOTE, "name", "detail")
    reader.find(Reason.EMPTY)
    assert reader.text("name") == "王伟"
    assert reader.text("phone") == ""
    assert reader.findings == [Finding(Reason.NOTE, "姓 名", "detail"), Finding(Reason.EMPTY, "", "")]
