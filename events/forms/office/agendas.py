"""Form for the agenda of a forum, and the answers to what is asked about its rows."""

from collections.abc import Iterable, Mapping

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import Files
from events.forms.office.sheets import SheetForm
from events.rules.agenda.rows import AgendaOutcome, Answers
from events.rules.office.sheet_reports import SheetLine


class AgendaForm(SheetForm):
    """Form for the agenda of a forum: a document, a spreadsheet, or lines."""

    none_given = _("Choose a file, or paste the agenda.")

    def __init__(self, data: QueryDict | None = None, files: Files | None = None) -> None:
        super().__init__(data, files)
        self.fields["cells"].label = _("Or paste the agenda here")
        self.fields["cells"].help_text = _("Lines as they stand in the document, or cells of a table.")


LONGEST_ANSWER = 600
AGENDA_OUTCOMES: Mapping[AgendaOutcome, str | Promise] = {
    AgendaOutcome.ASK: _("To be decided"),
    AgendaOutcome.WARN: _("To be checked"),
    AgendaOutcome.ACCEPT: _("Certain"),
    AgendaOutcome.OUT: _("Left out"),
    AgendaOutcome.DUPLICATE: _("Already there"),
    AgendaOutcome.SKIP: _("No items"),
}
"""The headings of the rows, in the order of the page: what needs somebody's eyes comes first."""


def answers_given(data: QueryDict, lines: Iterable[SheetLine], before: Answers) -> dict[str, str]:
    """Return the answers and corrections of an agenda, with earlier ones to what the page did not show.

    A part of a row that was sent as it was shown is no correction, unless it was one before.
    """
    shown = tuple(lines)
    fields = {field.name: field.value for line in shown for field in line.fields}
    names = [*fields, *(question.name for line in shown for question in line.questions)]
    sent = {name: data.get(name, "").replace("\0", "").strip()[:LONGEST_ANSWER] for name in names}
    kept = {name: value for name, value in before.items() if name not in sent}
    return kept | {
        name: value for name, value in sent.items() if value and (value != fields.get(name) or name in before)
    }
