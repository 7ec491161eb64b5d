"""Forms for moving a whole forum, and for exchanging sessions and rooms."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import PlainForm
from events.forms.session import conference_days
from events.models import Conference, Forum, Room, Session
from events.rules.moving import MoveFault
from toolkit import dates

FAULTS = {
    MoveFault.ONE_AND_THE_SAME: _("Choose two different ones."),
    MoveFault.NOTHING_CHOSEN: _("Choose a room, or another day."),
    MoveFault.NO_SESSIONS: _("There is nothing to move on this day."),
}


def _days(days: list[date]) -> list[tuple[str, str]]:
    language = get_language() or "zh-hans"
    return [(day.isoformat(), dates.day_and_weekday(day, language)) for day in days]


def _choices(form: forms.BaseForm, name: str, first: tuple[str, object], days: list[date]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker which field it is
    field.choices = [first, *_days(days)]


def _rooms(form: forms.BaseForm, name: str, conference: Conference) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - the same
    field.queryset = Room.objects.filter(conference=conference)


class MoveForumForm(PlainForm):
    """Form for moving all sessions of a forum, or those of one day. Without a room each stays in its own."""

    only_on = forms.ChoiceField(label=_("Which sessions"), required=False)
    to = forms.ChoiceField(label=_("To which day"), required=False)
    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none(), required=False)

    def __init__(self, forum: Forum, data: QueryDict | None = None) -> None:
        super().__init__(data)
        conference = forum.conference
        rows = Session.objects.filter(forum=forum).order_by("starts_at")
        self.own_days = sorted({conference.day_of(row.starts_at) for row in rows.only("starts_at")})
        _choices(self, "only_on", ("", _("All sessions of the forum")), self.own_days)
        _choices(self, "to", ("", _("The same day")), conference_days(conference))
        _rooms(self, "room", conference)

    @property
    def only_day(self) -> date | None:
        """The day whose sessions are moved; None for all."""
        return parse_date(self.cleaned_data.get("only_on") or "")

    @property
    def days(self) -> int:
        """By how many days they are moved: the first of their days becomes the one that was chosen."""
        to = parse_date(self.cleaned_data.get("to") or "")
        first = self.only_day or (self.own_days[0] if self.own_days else None)
        return (to - first).days if to and first else 0


class SwapRoomsForm(PlainForm):
    """Form for exchanging everything that is in two rooms."""

    other = forms.ModelChoiceField(label=_("With which room"), queryset=Room.objects.none())
    only_on = forms.ChoiceField(label=_("On which day"), required=False)

    def __init__(self, room: Room, data: QueryDict | None = None) -> None:
        super().__init__(data)
        _rooms(self, "other", room.conference)
        _choices(self, "only_on", ("", _("On all days")), conference_days(room.conference))

    @property
    def only_day(self) -> date | None:
        """The day whose sessions are exchanged; None for all."""
        return parse_date(self.cleaned_data.get("only_on") or "")
