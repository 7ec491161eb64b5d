"""The wording of refusals and outcomes, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toolkit.sheets.cells import SheetRefusal, SheetRefused
from toolkit.sheets.outcomes import RowOutcome

REFUSALS: Mapping[SheetRefusal, str | Promise] = {
    SheetRefusal.TOO_BIG: _("The file is too big: at most %(megabytes)d MB can be read."),
    SheetRefusal.TOO_MANY_ROWS: _("The sheet has too many rows: at most %(limit)s can be read. Split it."),
    SheetRefusal.TOO_MANY_COLUMNS: _("The sheet is too wide: at most %(limit)s columns can be read."),
    SheetRefusal.BOMB: _("The file unpacks to far more than a list can need, so it was not opened."),
    SheetRefusal.EMPTY: _("The file is empty."),
    SheetRefusal.OLD_EXCEL: _("This is Excel's old format (.xls). Save it as .xlsx or CSV and try again."),
    SheetRefusal.OLD_WORD: _("This is Word's old format (.doc). Save it as .docx and try again."),
    SheetRefusal.PASSWORD: _("The file has a password. Save a copy without one and try again."),
    SheetRefusal.NOT_A_SHEET: _("No list can be read from this kind of file. Use .xlsx, .docx, .csv, .tsv or .txt."),
    SheetRefusal.MACROS: _("The document contains macros, so it was not opened. Save it as .docx and try again."),
    SheetRefusal.ENTITIES: _(
        "The document defines entities or a document type, which Word never writes, so it was not opened. "
        "Copy its text into a new document and try again."
    ),
    SheetRefusal.DAMAGED: _("The file is damaged and cannot be opened. Save it again and retry."),
    SheetRefusal.ENCODING: _("The encoding of the text is unknown. Save it as CSV UTF-8 and try again."),
    SheetRefusal.UNSURE_ENCODING: _(
        "It is not certain in which encoding the text is: %(encodings)s? Choose it, or save the text as CSV UTF-8."
    ),
    SheetRefusal.UNKNOWN_ENCODING: _("There is no encoding “%(encoding)s”. Examples are gb18030, shift_jis, cp1252."),
    SheetRefusal.OPEN_QUOTE: _("A quotation mark is opened and never closed, at record %(line)s or before."),
    SheetRefusal.CELL_TOO_LONG: _("A cell at record %(line)s is too long to be one; a quotation mark may be missing."),
    SheetRefusal.NO_HEADER: _("No row was recognised as the header. The first row should name the columns."),
}
OUTCOMES: Mapping[RowOutcome, str | Promise] = {
    RowOutcome.ACCEPT: pgettext_lazy("row of a sheet", "accepted"),
    RowOutcome.WARN: pgettext_lazy("row of a sheet", "accepted, with a remark"),
    RowOutcome.REJECT: pgettext_lazy("row of a sheet", "refused"),
    RowOutcome.DUPLICATE: pgettext_lazy("row of a sheet", "already there"),
    RowOutcome.SKIP: pgettext_lazy("row of a sheet", "not a record"),
}


def words_of_refusal(refused: SheetRefused) -> str:
    """Return why the file cannot be read, and what helps."""
    limit = refused.details.get("limit", 0)
    megabytes = limit // 1_000_000 if isinstance(limit, int) else 0
    return str(REFUSALS[refused.reason]) % (
        {"line": "?", "megabytes": megabytes, "encoding": "?", "encodings": "?"} | refused.details
    )
