"""Forms for checkpoints and devices."""

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from doors.forms.words import DIRECTIONS, DOOR_KINDS
from doors.models import Checkpoint
from doors.rules.admission import CheckpointKind
from doors.rules.edits import CheckpointEdit
from events.forms.guarded import GuardedForm, PlainForm
from events.forms.words import choices
from events.models import Conference, Room, Session
from events.rules.programme import SessionAccess
from registration.models import Category
from toolkit.zoned import ZonedField


class CheckpointForm(GuardedForm[Checkpoint, CheckpointEdit]):
    """Form for a checkpoint and its rule."""

    edits = CheckpointEdit

    kind = forms.ChoiceField(label=_("When in doubt"), choices=choices(DOOR_KINDS))
    direction = forms.ChoiceField(label=_("Direction"), choices=choices(DIRECTIONS))
    admits = forms.ModelMultipleChoiceField(
        label=_("Lets in"),
        queryset=Category.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        to_field_name="code",
        help_text=_("If none is chosen, every category is admitted."),
    )
    opens_at = ZonedField(label=_("Opens"), required=False)
    closes_at = ZonedField(label=_("Closes"), required=False)
    capacity = forms.IntegerField(label=_("People at most"), required=False, min_value=0, max_value=1_000_000)

    class Meta:
        model = Checkpoint
        fields = [
            "name_zh", "name_en", "room", "kind", "session", "admits", "direction", "re_entry", "opens_at",
            "closes_at", "capacity", "is_active",
        ]  # fmt: skip
        labels = {
            "name_zh": _("Name in Chinese"),
            "name_en": _("Name in English"),
            "room": _("Leads to the room"),
            "session": _("Only those on the list of"),
            "re_entry": _("Re-entry is allowed without an exit scan"),
            "is_active": _("In use"),
        }

    def offer(self) -> None:
        """Offer only rooms, sessions and categories of this conference; read hours in its zone."""
        conference = self.instance.conference
        # A session by sign-up admits nobody yet, so only a checkpoint that already has one may keep it.
        lists = Session.objects.filter(Q(access=SessionAccess.INVITATION.value) | Q(pk=self.instance.session_id))
        rows = {"room": Room.objects.all(), "session": lists, "admits": Category.objects.all()}
        for name, queryset in rows.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker which field it is
            field.queryset = queryset.filter(conference=conference)
        for name in ("opens_at", "closes_at"):
            hours = self.fields[name]
            assert isinstance(hours, ZonedField)  # noqa: S101 - the same
            hours.zone = conference.zone
        if not self.instance._state.adding:
            self.initial.setdefault("admits", [category.code for category in self.instance.categories.all()])

    @property
    def categories(self) -> list[Category]:
        """The categories that were chosen."""
        return list(self.cleaned_data["admits"])

    def clean(self) -> dict[str, object]:
        """Require a name, a session for a closed checkpoint, and hours in order."""
        data = super().clean() or self.cleaned_data
        if not data.get("name_zh") and not data.get("name_en") and not self.has_error("name_zh"):
            self.add_error("name_zh", _("A name in at least one language is needed."))
        if data.get("kind") == CheckpointKind.CLOSED and not data.get("session") and not self.has_error("session"):
            self.add_error("session", _("A closed door needs the list of a session."))
        start, end = data.get("opens_at"), data.get("closes_at")
        if start and end and end <= start:
            self.add_error("closes_at", _("The end is not after the start."))
        return data


class DeviceForm(PlainForm):
    """Form for pairing a device: its name and its checkpoints."""

    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("As it is called at the door, for example South Gate 2.")
    )
    checkpoints = forms.ModelMultipleChoiceField(
        label=_("Doors"),
        queryset=Checkpoint.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        to_field_name="code",
    )

    def __init__(self, conference: Conference, data: QueryDict | None = None) -> None:
        super().__init__(data)
        doors = self.fields["checkpoints"]
        assert isinstance(doors, forms.ModelMultipleChoiceField)  # noqa: S101 - tells the type checker which field it is
        doors.queryset = Checkpoint.objects.filter(conference=conference, is_active=True)
