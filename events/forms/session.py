"""Forms for sessions and talks, with a day of the conference and times in its time zone."""

from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.forms.equipment import EquipmentField
from events.forms.forum import TEXTS, refuse_untitled
from events.forms.guarded import GuardedForm
from events.forms.words import SESSION_ACCESS, SESSION_KINDS, TALK_KINDS, Words, choices
from events.models import Conference, Forum, Room, Session, Talk
from events.rules.edits import SessionEdit, TalkEdit
from events.rules.programme import SessionAccess, SessionKind, day_of
from toolkit import dates

T = TypeVar("T", Session, Talk)
E = TypeVar("E", SessionEdit, TalkEdit)
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
OFFERED_ACCESS: Words = {access: SESSION_ACCESS[access] for access in (SessionAccess.OPEN, SessionAccess.INVITATION)}
"""The kinds of access that can be chosen. Sign-up cannot, since nobody can take a place in a session yet."""
FIELDS = {"forum_id": ("forum",), "room_id": ("room",), "starts_at": ("day", "starts"), "ends_at": ("ends",)}
"""The form fields of a column, where they have other names than the column."""


def conference_days(conference: Conference) -> list[date]:
    """Return the days of the conference, in order."""
    count = (conference.ends_on - conference.starts_on).days + 1
    return [conference.starts_on + timedelta(days=number) for number in range(count)]


def instant(conference: Conference, day: date, at: time) -> datetime:
    """Return the instant of a time on a conference day. A time before `day_starts_at` is on the next calendar day."""
    calendar_day = day if at >= conference.day_starts_at else day + timedelta(days=1)
    return datetime.combine(calendar_day, at, tzinfo=conference.zone)


class TimedForm(GuardedForm[T, E], Generic[T, E]):
    """Base of forms with a start and an end on a conference day."""

    starts = forms.TimeField(label=_("From"), widget=TIME)
    ends = forms.TimeField(label=_("Until"), widget=TIME)

    @property
    def conference(self) -> Conference:
        """The conference of the row."""
        return self.instance.conference

    def show_times(self) -> None:
        """Show the row's start and end as initial values."""
        if not self.instance._state.adding:
            zone = self.conference.zone
            self.initial.setdefault("starts", self.instance.starts_at.astimezone(zone).time())
            self.initial.setdefault("ends", self.instance.ends_at.astimezone(zone).time())

    def read_times(self, day: date | None) -> None:
        """Set the row's `starts_at` and `ends_at` from a day and the two times, if any of them has changed."""
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if day is None or starts is None or ends is None:
            return
        if self.instance._state.adding or {"day", "starts", "ends"} & set(self.changed_data):
            self.instance.starts_at = instant(self.conference, day, starts)
            self.instance.ends_at = instant(self.conference, day, ends)


class SessionForm(TimedForm[Session, SessionEdit]):
    """Form for a session."""

    edits = SessionEdit

    kind = forms.ChoiceField(label=_("Kind"), choices=choices(SESSION_KINDS))
    access = forms.ChoiceField(label=_("Who may come"), choices=choices(OFFERED_ACCESS))
    day = forms.ChoiceField(label=_("Day"))
    needs = EquipmentField(_("Needed equipment"))
    field_order = [
        "kind", "forum", "label", "title_zh", "title_en", "day", "starts", "ends", "room", "access", "capacity",
        "needs", "host_zh", "host_en", "description_zh", "description_en", "is_cancelled",
    ]  # fmt: skip

    class Meta:
        model = Session
        fields = [
            "kind", "forum", "label", "title_zh", "title_en", "room", "access", "capacity", "needs", "host_zh",
            "host_en", "description_zh", "description_en", "is_cancelled",
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
        """Offer the rooms, forums and days of this conference."""
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
        """Offer the access that the session already has, so that saving it changes nothing."""
        field = self.fields["access"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker which field it is
        field.choices = choices({**OFFERED_ACCESS, access: SESSION_ACCESS[access]})

    def lock(self) -> None:
        """Disable the fields that only the centre may change."""
        for column in self.conference.locks.session_columns:
            for name in FIELDS.get(column, (column,)):
                self.fields[name].disabled = True

    def clean(self) -> dict[str, object]:
        """Refuse a forum's session without a forum, and another one without a title."""
        data = super().clean() or self.cleaned_data
        day = data.get("day")
        self.read_times(parse_date(day) if isinstance(day, str) else None)
        if data.get("kind") == SessionKind.FORUM and not data.get("forum") and not self.has_error("forum"):
            self.add_error("forum", _("Which forum?"))
        if not data.get("forum"):
            refuse_untitled(self)
        return self.cleaned_data


class TalkForm(TimedForm[Talk, TalkEdit]):
    """Form for a talk."""

    edits = TalkEdit

    kind = forms.ChoiceField(label=_("Kind"), choices=choices(TALK_KINDS))
    needs = EquipmentField(_("Needed equipment"), _("What the talk needs beyond its session."))
    field_order = [
        "kind", "title_zh", "title_en", "starts", "ends", "placeholder_zh", "placeholder_en", "needs", "abstract_zh",
        "abstract_en", "is_cancelled",
    ]  # fmt: skip

    class Meta:
        model = Talk
        fields = [
            "kind", "title_zh", "title_en", "placeholder_zh", "placeholder_en", "needs", "abstract_zh",
            "abstract_en", "is_cancelled",
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
        """Show the talk's times."""
        self.show_times()

    def clean(self) -> dict[str, object]:
        """Refuse a talk without a title, unless it is a break."""
        data = super().clean() or self.cleaned_data
        place = self.instance.session or self.instance
        conference = self.conference
        self.read_times(day_of(place.starts_at, zone=conference.zone, day_starts_at=conference.day_starts_at))
        if data.get("kind") != "break":
            refuse_untitled(self)
        return self.cleaned_data


def _day_words(day: date) -> str:
    language = get_language() or "zh-hans"
    return dates.day_and_weekday(day, language)
