"""Form for a time at which a speaker cannot appear."""

from datetime import date, datetime, time

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import PlainForm
from events.models import Conference
from speakers.rules.absences import AbsenceEdit, AbsenceFault
from toolkit.dates import YEARS

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

ABSENCE_FAULTS: dict[AbsenceFault, Promise] = {
    AbsenceFault.ENDS_BEFORE_IT_STARTS: _("The end is not after the start."),
    AbsenceFault.OUTSIDE_CONFERENCE: _("This is outside the days of the conference."),
    AbsenceFault.TOO_MANY: _("So many absences are not kept for one person."),
}


class AbsenceForm(PlainForm):
    """Form for an absence, in the conference's time zone."""

    prefix = "away"
    from_day = forms.DateField(label=_("From"), widget=DAY)
    from_time = forms.TimeField(label=_("Time"), widget=TIME, initial=time(0))
    until_day = forms.DateField(label=_("Until"), widget=DAY)
    until_time = forms.TimeField(label=_("Time"), widget=TIME, initial=time(23, 59))

    def __init__(self, conference: Conference, data: QueryDict | None = None) -> None:
        first = conference.starts_on
        super().__init__(data, initial={"from_day": first, "until_day": first})
        self.conference = conference

    def clean(self) -> dict[str, object]:
        """Refuse days in impossible years, near which arithmetic overflows."""
        data = super().clean() or self.cleaned_data
        for name in ("from_day", "until_day"):
            day = data.get(name)
            if isinstance(day, date) and day.year not in YEARS:
                self.add_error(name, _("A year from 1970 to 2200."))
        return self.cleaned_data

    def edit(self) -> AbsenceEdit:
        """Return what was filled in."""
        typed = self.cleaned_data
        return AbsenceEdit(
            starts_at=self._instant(typed["from_day"], typed["from_time"]),
            ends_at=self._instant(typed["until_day"], typed["until_time"]),
        )

    def _instant(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.conference.zone)
