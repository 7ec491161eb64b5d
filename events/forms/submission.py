"""Forms for the deadline and the locks of forums, and for reopening one of them."""

from datetime import date, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import GuardedForm, PlainForm
from events.forms.words import UNAPPROVED, choices
from events.models import Conference
from events.rules.edits import SubmissionEdit
from toolkit.dates import YEARS

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
EVENING = time(18)


def read_instant(data: dict[str, object], day: str, at: str, conference: Conference) -> datetime | None:
    """Return the instant in the conference's zone that two cleaned fields name; six in the evening without a time."""
    on, clock = data.get(day), data.get(at)
    if not isinstance(on, date):
        return None
    if on.year not in YEARS:
        raise ValidationError({day: _("A year from 1970 to 2200.")})
    return datetime.combine(on, clock if isinstance(clock, time) else EVENING, conference.zone)


class SubmissionForm(GuardedForm[Conference, SubmissionEdit]):
    """Form for the deadline and the locks, and for what becomes of forums that are not approved."""

    edits = SubmissionEdit

    submit_on = forms.DateField(label=_("Hosts submit by"), widget=DATE, required=False)
    submit_at = forms.TimeField(
        label=_("Time of the deadline"),
        widget=TIME,
        required=False,
        help_text=_("In the conference’s time zone. After it the hosts cannot edit; you can reopen single forums."),
    )
    unapproved = forms.ChoiceField(
        label=_("Forums that are not approved when you publish"),
        choices=choices(UNAPPROVED),
        widget=forms.RadioSelect,
    )
    field_order = ["submit_on", "submit_at", "locks_rooms", "locks_times", "locks_titles", "unapproved"]

    class Meta:
        model = Conference
        fields = ["locks_rooms", "locks_times", "locks_titles", "unapproved"]
        labels = {
            "locks_rooms": _("Hosts ask before a room is changed"),
            "locks_times": _("Hosts ask before a day or a time is changed"),
            "locks_titles": _("Hosts ask before the title of the forum or of a session is changed"),
        }

    def offer(self) -> None:
        """Show the deadline in the conference's zone."""
        if self.instance.submit_by is not None:
            local = self.instance.submit_by.astimezone(self.instance.zone)
            self.initial.update(submit_on=local.date(), submit_at=local.time())

    def clean(self) -> dict[str, object]:
        """Read the deadline; refuse a time without a day."""
        data = super().clean() or self.cleaned_data
        if data.get("submit_at") and not data.get("submit_on") and not self.has_error("submit_on"):
            self.add_error("submit_on", _("Which day?"))
        self.instance.submit_by = read_instant(data, "submit_on", "submit_at", self.instance)
        return data


class ReopenForm(PlainForm):
    """Form for reopening a forum until a time on a day."""

    until_day = forms.DateField(label=_("Reopen until"), widget=DATE)
    until_time = forms.TimeField(label=_("Time"), widget=TIME, required=False)

    def __init__(self, conference: Conference, data: QueryDict | None = None, *, now: datetime) -> None:
        super().__init__(data)
        self.conference, self.now = conference, now

    def clean(self) -> dict[str, object]:
        """Refuse a time that has passed."""
        data = super().clean() or self.cleaned_data
        until = read_instant(data, "until_day", "until_time", self.conference)
        if until is not None and until <= self.now:
            raise ValidationError({"until_day": _("That time has passed.")})
        data["until"] = until
        return data
