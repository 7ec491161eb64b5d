"""Form for a room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.forms.equipment import EquipmentField
from events.forms.guarded import GuardedForm
from events.models import Room
from events.rules.edits import RoomEdit


class RoomForm(GuardedForm[Room, RoomEdit]):
    """Form for a room."""

    edits = RoomEdit
    field_order = ("name_zh", "name_en", "floor", "capacity", "equipment")
    equipment = EquipmentField(_("Equipment"))
    capacity = forms.IntegerField(label=_("Places"), required=False, min_value=0, max_value=1_000_000)

    class Meta:
        model = Room
        fields = ["name_zh", "name_en", "floor", "capacity", "equipment"]
        labels = {"name_zh": _("Name in Chinese"), "name_en": _("Name in English"), "floor": _("Floor")}

    def clean(self) -> dict[str, object]:
        """Refuse a room without a name."""
        data = super().clean() or self.cleaned_data
        if not data.get("name_zh") and not data.get("name_en") and not self.has_error("name_zh"):
            self.add_error("name_zh", _("A name in at least one language is needed."))
        return data
