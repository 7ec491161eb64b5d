"""Outcomes of the rows of an agenda, by what was found, asked and answered."""

from datetime import UTC, datetime

import pytest

from events.rules.agenda.rows import (
    KEEP,
    OUT,
    AgendaItem,
    AgendaOutcome,
    AgendaRow,
    AgendaTable,
    Ask,
    Choice,
    Field,
    Question,
    answer_name,
    question,
)
from events.rules.programme_rows import SheetReason
from toolkit.sheets.findings import Finding

NOW = datetime(2027, 4, 16, tzinfo=UTC)
ITEM = AgendaItem(session="s", starts_at=NOW, ends_at=NOW, title="酶")


def a_row(*reasons: SheetReason, answers: tuple[str, ...] = ()) -> AgendaRow:
    asked = tuple(Question(ask=Ask.FORUM, name="1.forum", answer=answer) for answer in answers)
    return AgendaRow(line=1, findings=tuple(map(Finding, reasons)), questions=asked, item=ITEM)


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        (a_row(), AgendaOutcome.ACCEPT),
        (a_row(SheetReason.HIDDEN_ROW), AgendaOutcome.ACCEPT),
        (a_row(SheetReason.STRUCK), AgendaOutcome.WARN),
        (a_row(answers=("",)), AgendaOutcome.ASK),
        (a_row(SheetReason.STRUCK, answers=("",)), AgendaOutcome.ASK),
        (a_row(answers=(KEEP, "")), AgendaOutcome.ASK),
        (a_row(answers=(KEEP,)), AgendaOutcome.ACCEPT),
        (a_row(answers=(OUT, "")), AgendaOutcome.OUT),
        (a_row(SheetReason.SAME_AS_LINE, answers=("",)), AgendaOutcome.DUPLICATE),
        (a_row(SheetReason.FOOTNOTE), AgendaOutcome.SKIP),
    ],
)
def test_the_outcome_follows_from_findings_and_answers(row: AgendaRow, outcome: AgendaOutcome) -> None:
    assert row.outcome is outcome


def test_only_rows_without_open_questions_are_stored() -> None:
    table = AgendaTable(rows=(a_row(), a_row(SheetReason.STRUCK), a_row(answers=("",)), a_row(answers=(OUT,))))
    assert table.items == (ITEM, ITEM)
    assert table.counts()[AgendaOutcome.ASK] == 1
    assert sum(table.counts().values()) == 4


def test_an_answer_counts_only_if_it_is_one_of_the_choices() -> None:
    choices = (Choice(value=KEEP), Choice(value=OUT))
    told = [question(Ask.FORUM, 3, {"3.forum": answer}, choices).answer for answer in (KEEP, "else", "")]
    assert told == [KEEP, "", ""]


def test_names_of_fields_tell_the_row_and_what_is_asked() -> None:
    assert (answer_name(12, Ask.SAME, "王伟"), answer_name(3, Field.TIME)) == ("12.same.王伟", "3.time")
