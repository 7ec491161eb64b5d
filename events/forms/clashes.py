"""Forms of the list of clashes: what is shown of it, and why a clash stays."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import PlainForm
from events.forms.words import CLASH_KINDS, CLASH_WEIGHTS, choices
from events.rules.bookings import ClashKind
from events.rules.clash_list import LONGEST_REASON, ClashFault, Wanted, Weight

NO_REASON = _("Give the reason why it stays.")
CLASH_FAULTS: dict[ClashFault, Promise] = {
    ClashFault.GONE: _("The programme has changed meanwhile. Look at the list again."),
    ClashFault.MUST_NOT_CLASH: _("This clash cannot be kept: the person must not clash."),
    ClashFault.NO_REASON: NO_REASON,
    ClashFault.REASON_TOO_LONG: _("The reason is longer than 500 characters."),
}


class KeepForm(PlainForm):
    """Form for the reason why a clash stays."""

    reason = forms.CharField(
        label=_("Keep both? Give the reason"),
        max_length=LONGEST_REASON,
        error_messages={"required": NO_REASON},
        help_text=_("It is shown here, before a release, and in the history."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WantedForm(forms.Form):
    """Form for what is shown of the list. Sent by GET; what is no choice counts as everything."""

    weight = forms.ChoiceField(label=_("Weight"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    forum = forms.TypedChoiceField(label=_("Forum"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: QueryDict, forums: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)
        self._offer("weight", choices(CLASH_WEIGHTS))
        self._offer("kind", choices(CLASH_KINDS))
        self._offer("forum", [(str(number), words) for number, words in forums])

    def _offer(self, name: str, offered: Iterable[tuple[str, str | Promise]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker which field it is
        field.choices = [("", _("All")), *offered]

    def wanted(self) -> Wanted:
        """Return what was chosen."""
        self.is_valid()
        chosen = self.cleaned_data
        return Wanted(
            weight=Weight(chosen["weight"]) if chosen.get("weight") else None,
            kind=ClashKind(chosen["kind"]) if chosen.get("kind") else None,
            forum=chosen.get("forum"),
        )
