"""Forms for sessions and talks: a day of the conference and hours in its zone become instants."""

from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.forms.forum import TEXTS, refuse_untitled
from events.forms.guarded import GuardedForm
from events.forms.words import SESSION_ACCESS, SESSION_KINDS, TALK_KINDS, Words, choices
from events.models import Conference, Forum, Room, Session, Talk
from events.rules.edits import SessionEdit, TalkEdit
from events.rules.office.authority import SESSION_FIELDS_OF_CENTRE
from events.rules.programme import SessionAccess, SessionKind, day_of
from toolkit import dates

T = TypeVar("T", Session, Talk)
E = TypeVar("E", SessionEdit, TalkEdit)
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
OFFERED_ACCESS: Words = {access: SESSION_ACCESS[access] for access in (SessionAccess.OPEN, SessionAccess.INVITATION)}
"""What can be chosen. By sign-up cannot: nobody can take a place yet, so its door would let nobody in."""
FIELDS = {"forum_id": ("forum",), "room_id": ("room",), "starts_at": ("day", "starts"), "ends_at": ("ends",)}
"""The fields of a column, where the form does not call it by the column's name."""


def conference_days(conference: Conference) -> list[date]:
    """The days of the conference, in order."""
    count = (conference.ends_on - conference.starts_on).days + 1
    return [conference.starts_on + timedelta(days=number) for number in range(count)]


def instant(conference: Conference, day: date, at: time) -> datetime:
    """An hour of a conference day: before the day begins, it is that of the next morning."""
    calendar_day = day if at >= conference.day_starts_at else day + timedelta(days=1)
    return datetime.combine(calendar_day, at, tzinfo=conference.zone)


class TimedForm(GuardedForm[T, E], Generic[T, E]):
    """A form with hours of a conference day."""

    starts = forms.TimeField(label=_("From"), widget=TIME)
    ends = forms.TimeField(label=_("Until"), widget=TIME)

    @property
    def conference(self) -> Conference:
        """The conference whose zone and days count."""
        return self.instance.conference

    def show_times(self) -> None:
        """Fills in the hours that the row has."""
        if not self.instance._state.adding:
            zone = self.conference.zone
            self.initial.setdefault("starts", self.instance.starts_at.astimezone(zone).time())
            self.initial.setdefault("ends", self.instance.ends_at.astimezone(zone).time())

    def read_times(self, day: date | None) -> None:
        """Turn day and hours into the row's `starts_at` and `ends_at`, unless they are as they were."""
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if day is None or starts is None or ends is None:
            return
        if self.instance._state.adding or {"day", "starts", "ends"} & set(self.changed_data):
            self.instance.starts_at = instant(self.conference, day, starts)
            self.instance.ends_at = instant(self.conference, day, ends)


class SessionForm(TimedForm[Session, SessionEdit]):
    """A block in one room."""

    edits = SessionEdit

    kind = forms.ChoiceField(label=_("Kind"), choices=choices(SESSION_KINDS))
    access = forms.ChoiceField(label=_("Who may come"), choices=choices(OFFERED_ACCESS))
    day = forms.ChoiceField(label=_("Day"))
    field_order = [
        "kind", "forum", "label", "title_zh", "title_en", "day", "starts", "ends", "room", "access", "capacity",
        "host_zh", "host_en", "description_zh", "description_en", "is_cancelled",
    ]  # fmt: skip

    class Meta:
        model = Session
        fields = [
            "kind", "forum", "label", "title_zh", "title_en", "room", "access", "capacity", "host_zh", "host_en",
            "description_zh", "description_en", "is_cancelled",
        ]  # fmt: skip
        labels = {
            "forum": _("Forum"),
            "label": _("Number in the programme"),
            "room": _("Room"),
            "capacity": _("Places"),
            "is_cancelled": _("Cancelled"),
            **TEXTS,
        }
        help_texts = {"label": _("P1, R, C2; a forum's session has the forum's number.")}
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("description_zh", "description_en")}

    def offer(self) -> None:
        """Rooms, forums and days of this conference alone."""
        conference = self.conference
        for name, rows in (("forum", Forum.objects.all()), ("room", Room.objects.all())):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker which field it is
            field.queryset = rows.filter(conference=conference)
        capacity = self.fields["capacity"]
        capacity.validators = [*capacity.validators, *forms.IntegerField(max_value=1_000_000).validators]
        days = conference_days(conference)
        if not self.instance._state.adding:
            own = day_of(self.instance.starts_at, zone=conference.zone, day_starts_at=conference.day_starts_at)
            self.initial.setdefault("day", own.isoformat())
            days = sorted({*days, own})
            self._keep_access(SessionAccess(self.instance.access))
        offered = self.fields["day"]
        assert isinstance(offered, forms.ChoiceField)  # noqa: S101 - the same
        offered.choices = [(day.isoformat(), _day_words(day)) for day in days]
        self.show_times()

    def _keep_access(self, access: SessionAccess) -> None:
        """Offer what the session already has, so that saving it changes nothing."""
        field = self.fields["access"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker which field it is
        field.choices = choices({**OFFERED_ACCESS, access: SESSION_ACCESS[access]})

    def lock(self) -> None:
        """Disable what only the centre may change."""
        for column in SESSION_FIELDS_OF_CENTRE:
            for name in FIELDS.get(column, (column,)):
                self.fields[name].disabled = True

    def clean(self) -> dict[str, object]:
        """A title, unless it is a forum's; a forum's session has a forum."""
        data = super().clean() or self.cleaned_data
        day = data.get("day")
        self.read_times(parse_date(day) if isinstance(day, str) else None)
        if data.get("kind") == SessionKind.FORUM and not data.get("forum") and not self.has_error("forum"):
            self.add_error("forum", _("Of which forum?"))
        if not data.get("forum"):
            refuse_untitled(self)
        return self.cleaned_data


class TalkForm(TimedForm[Talk, TalkEdit]):
    """An item inside a session."""

    edits = TalkEdit

    kind = forms.ChoiceField(label=_("Kind"), choices=choices(TALK_KINDS))
    field_order = [
        "kind", "title_zh", "title_en", "starts", "ends", "placeholder_zh", "placeholder_en", "abstract_zh",
        "abstract_en", "is_cancelled",
    ]  # fmt: skip

    class Meta:
        model = Talk
        fields = [
            "kind", "title_zh", "title_en", "placeholder_zh", "placeholder_en", "abstract_zh", "abstract_en",
            "is_cancelled",
        ]  # fmt: skip
        labels = {
            "placeholder_zh": _("Instead of a name, in Chinese"),
            "placeholder_en": _("Instead of a name, in English"),
            "abstract_zh": _("Abstract in Chinese"),
            "abstract_en": _("Abstract in English"),
            "is_cancelled": _("Cancelled"),
            **TEXTS,
        }
        help_texts = {"placeholder_zh": _("Shown while nobody is named, such as: invited guest.")}
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in ("abstract_zh", "abstract_en")}

    def offer(self) -> None:
        """The hours that the talk has."""
        self.show_times()

    def clean(self) -> dict[str, object]:
        """A title, unless it is a break; hours of the session's day."""
        data = super().clean() or self.cleaned_data
        session = self.instance.session
        conference = self.conference
        self.read_times(day_of(session.starts_at, zone=conference.zone, day_starts_at=conference.day_starts_at))
        if data.get("kind") != "break":
            refuse_untitled(self)
        return self.cleaned_data


def _day_words(day: date) -> str:
    language = get_language() or "zh-hans"
    return dates.day_and_weekday(day, language)
