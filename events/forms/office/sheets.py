"""Form for uploading a spreadsheet as a file or as pasted cells."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import Files, PlainForm
from toolkit.sheets.cells import LIMITS, SheetRefusal, SheetRefused
from toolkit.sheets.words import words_of_refusal

SHEET_GONE = _("Another file has replaced it, or a day has passed since it was uploaded. Upload it again.")
LONGEST_PASTE = 60_000
"""Characters: some 500 rows; what is longer is a file."""


class SheetForm(PlainForm):
    """Form for a file or pasted cells. `content` holds the bytes of either."""

    file = forms.FileField(
        label=_("File"), required=False, help_text=_("An .xlsx, .docx, .csv, .tsv or .txt, at most 20 MB.")
    )
    cells = forms.CharField(
        label=_("Or paste the cells here"),
        required=False,
        strip=False,
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "wrap": "off"}),
        help_text=_("Select and copy the cells in the spreadsheet, including the row of headings."),
    )

    none_given = _("Choose a file, or paste the cells.")

    def __init__(self, data: QueryDict | None = None, files: Files | None = None) -> None:
        super().__init__(data)
        if files is not None:
            self.files = files
        self.content = b""
        self.name = ""

    def clean(self) -> dict[str, object]:
        """Refuse both and neither."""
        data = self.cleaned_data
        file, cells = data.get("file"), data.get("cells", "")
        if file is not None:
            if file.size > LIMITS.size:
                refused = SheetRefused(SheetRefusal.TOO_BIG, limit=LIMITS.size)
                self.add_error("file", words_of_refusal(refused))
                return data
            self.content, self.name = file.read(), file.name
        elif cells.strip():
            self.content = cells.encode()
        elif not self.errors:
            self.add_error("file", str(self.none_given))
        return data
