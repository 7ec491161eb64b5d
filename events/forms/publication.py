"""Form for publishing the programme."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.forms.guarded import PlainForm
from events.rules.publication import LONGEST_NOTE, LONGEST_REASON, PublishWishes
from toolkit.text import Text


class PublishForm(PlainForm):
    """Form for the note, the letters, and the reason for publishing in spite of clashes.

    The reason is asked for only where clashes of rooms prevent a publication that an owner may make, and the letters
    only where there are any. `shown` is what the page has shown: see `Pending`.
    """

    note_zh = forms.CharField(
        label=_("In Chinese; the public reads it under “What has changed”"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "zh-Hans"}),
    )
    note_en = forms.CharField(
        label=_("In English"),
        required=False,
        max_length=LONGEST_NOTE,
        help_text=_("Without it, the Chinese note is shown."),
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en"}),
    )
    reason = forms.CharField(
        label=_("Why it is published in spite of clashes"),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Rooms are booked twice: move one of each pair, or give a reason.")},
        help_text=_("The reason is kept with the release and shown in the history."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    letters = forms.BooleanField(
        required=False, initial=True, help_text=_("Without the tick, it is only published, and the history says so.")
    )
    shown = forms.CharField(required=False, max_length=100)

    def __init__(self, data: QueryDict | None = None, *, needs_reason: bool, letters: int) -> None:
        super().__init__(data)
        if not needs_reason:
            del self.fields["reason"]
        if letters:
            words = ngettext("Send %(n)d letter", "Send %(n)d letters", letters) % {"n": letters}
            self.fields["letters"].label = words
        else:
            del self.fields["letters"]

    def wishes(self) -> PublishWishes:
        """Return what was filled in."""
        said = self.cleaned_data
        return PublishWishes(
            accept_clashes=said.get("reason", ""),
            note=Text(said["note_zh"], said["note_en"]),
            writes_letters=said.get("letters", True),
            shown=said["shown"],
        )
