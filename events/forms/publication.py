"""Form for publishing the programme."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import PlainForm


class PublishForm(PlainForm):
    """Form for the reason for accepting clashes; empty if there are none."""

    reason = forms.CharField(
        label=_("Why it is published in spite of clashes"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
