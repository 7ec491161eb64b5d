"""Form for publishing the programme."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import PlainForm


class PublishForm(PlainForm):
    """Form for the reason for accepting clashes, which is asked for only where some prevent the publication."""

    reason = forms.CharField(
        label=_("Why it is published in spite of clashes"),
        required=False,
        max_length=500,
        error_messages={"required": _("Rooms or people are booked twice: move one of each pair, or give a reason.")},
        help_text=_("The reason is kept with the release and shown in the history."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: QueryDict | None = None, *, needs_reason: bool) -> None:
        super().__init__(data)
        self.fields["reason"].required = needs_reason
