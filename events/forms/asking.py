"""Forms with which hosts ask for a change, and for remarks and their answers."""

from typing import ClassVar

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import PlainForm
from events.forms.session import TIME, conference_days, instant
from events.models import Forum, Room, Session
from events.rules.programme import day_of
from events.rules.requests import DayValue, RoomValue, TimesValue, TitleValue, Value
from toolkit import dates


class WishForm(PlainForm):
    """Base of the forms with which hosts ask for a change. `is_whole` tells whether it can be about the whole forum."""

    is_whole: ClassVar[bool] = True
    about = forms.ChoiceField(label=_("For"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The organisers read it."),
    )

    def __init__(self, forum: Forum, data: QueryDict | None = None, *, session: str = "") -> None:
        self.forum = forum
        self.sessions = {row.code: row for row in forum.sessions.select_related("room").order_by("starts_at", "pk")}
        super().__init__(data, initial={"about": session if session in self.sessions else ""})
        about = self.fields["about"]
        assert isinstance(about, forms.ChoiceField)  # noqa: S101 - tells the type checker which field it is
        whole = [("", self.whole_words())] if self.is_whole else []
        about.choices = [*whole, *((code, self._session_words(row)) for code, row in self.sessions.items())]
        about.required = not self.is_whole
        self.order_fields(["about", *(name for name in self.fields if name not in {"about", "reason"}), "reason"])
        self.offer()

    def offer(self) -> None:
        """Set choices and initial values. A hook for subclasses."""

    def whole_words(self) -> str:
        """Return the words for the whole forum."""
        return str(_("All sessions of the forum"))

    def _session_words(self, row: Session) -> str:
        zone, language = self.forum.conference.zone, get_language() or "zh-hans"
        day = dates.day_and_weekday(row.starts_at.astimezone(zone).date(), language)
        return " ".join(filter(None, [day, dates.time_range(row.starts_at, row.ends_at, zone), row.title.here]))

    def session(self) -> Session | None:
        """Return the session that was chosen; None for the whole forum."""
        return self.sessions.get(self.cleaned_data["about"])

    def value(self) -> Value:
        """Return what is asked for."""
        raise NotImplementedError

    @property
    def shown(self) -> Session | None:
        """The session whose values are shown at first."""
        return self.sessions.get(str(self.initial.get("about", ""))) or next(iter(self.sessions.values()), None)


class RoomWish(WishForm):
    """Form for asking for another room."""

    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none())

    def offer(self) -> None:
        """Offer the rooms of the conference."""
        room = self.fields["room"]
        assert isinstance(room, forms.ModelChoiceField)  # noqa: S101 - tells the type checker which field it is
        room.queryset = Room.objects.filter(conference=self.forum.conference)

    def value(self) -> RoomValue:
        """Return the room."""
        return RoomValue(rooms=(self.cleaned_data["room"].pk,))


class DayWish(WishForm):
    """Form for asking for another day, at the same times."""

    day = forms.ChoiceField(label=_("Day"))

    def offer(self) -> None:
        """Offer the days of the conference."""
        day, language = self.fields["day"], get_language() or "zh-hans"
        assert isinstance(day, forms.ChoiceField)  # noqa: S101 - tells the type checker which field it is
        days = conference_days(self.forum.conference)
        day.choices = [(each.isoformat(), dates.day_and_weekday(each, language)) for each in days]

    def value(self) -> DayValue:
        """Return the day."""
        day = parse_date(self.cleaned_data["day"])
        assert day is not None  # noqa: S101 - the field takes nothing but its choices
        return DayValue(days=(day,))


class TimesWish(WishForm):
    """Form for asking for other times of a session, on the same day."""

    is_whole = False
    starts = forms.TimeField(label=_("From"), widget=TIME)
    ends = forms.TimeField(label=_("Until"), widget=TIME)

    def offer(self) -> None:
        """Show the present times."""
        if self.shown is not None:
            zone = self.forum.conference.zone
            self.initial["starts"] = self.shown.starts_at.astimezone(zone).time()
            self.initial["ends"] = self.shown.ends_at.astimezone(zone).time()

    def value(self) -> TimesValue:
        """Return the times. An end that is before the start is left to the rule to refuse."""
        session, conference = self.session(), self.forum.conference
        assert session is not None  # noqa: S101 - the field is required
        day = day_of(session.starts_at, zone=conference.zone, day_starts_at=conference.day_starts_at)
        starts, ends = (instant(conference, day, self.cleaned_data[name]) for name in ("starts", "ends"))
        return TimesValue(starts_at=starts, ends_at=ends)


class TitleWish(WishForm):
    """Form for asking for another title."""

    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=300, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)

    def whole_words(self) -> str:
        """Return the words for the forum itself."""
        return str(_("The forum"))

    def offer(self) -> None:
        """Show the present title."""
        titled = self.sessions.get(str(self.initial.get("about", ""))) or self.forum
        self.initial["title_zh"], self.initial["title_en"] = titled.title_zh, titled.title_en

    def value(self) -> TitleValue:
        """Return the title."""
        return TitleValue(title_zh=self.cleaned_data["title_zh"], title_en=self.cleaned_data["title_en"])


FORMS: dict[str, type[WishForm]] = {"room": RoomWish, "day": DayWish, "time": TimesWish, "title": TitleWish}
"""The form for each fact at the head of a forum's desk."""


class RemarkForm(PlainForm):
    """Form for a remark of the centre."""

    text = forms.CharField(label=_("Remark"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class AnswerForm(PlainForm):
    """Form for the hosts' answer to a remark."""

    answer = forms.CharField(label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
