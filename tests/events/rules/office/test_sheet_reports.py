import dataclasses
import json

import pytest

from events.rules.office.sheet_reports import (
    SheetChoice,
    SheetField,
    SheetLine,
    SheetPerson,
    SheetQuestion,
    SheetReport,
    SheetWishes,
    lines_of,
)


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


def test_lines_are_the_same_after_they_have_been_stored() -> None:
    question = SheetQuestion(
        name="1.same.王伟", words="?", choices=(SheetChoice(value="7", label="a", is_chosen=True),)
    )
    line = SheetLine(
        line=1,
        outcome="ask",
        name="酶",
        read=("16 April",),
        people=(SheetPerson(name="王伟", state="asked"),),
        questions=(question,),
        fields=(SheetField(name="1.time", label="Time", value="9:00"),),
    )
    assert lines_of(json.loads(json.dumps([dataclasses.asdict(line)]))) == (line,)
    assert lines_of([]) == ()
