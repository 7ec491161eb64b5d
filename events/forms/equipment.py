"""Choosing equipment, and reading it from a pasted line."""

import re
from typing import TYPE_CHECKING

from django import forms

from events.forms.words import EQUIPMENT, choices, in_both
from events.rules.pasting import LineFault, LineRefused

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

_DIVIDER = re.compile(r"[、/+]")


class EquipmentField(forms.MultipleChoiceField):
    """A field for any number of things in the list of equipment."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: "_StrOrPromise", help_text: "_StrOrPromise" = "") -> None:
        super().__init__(label=label, help_text=help_text, required=False, choices=choices(EQUIPMENT))

    def clean(self, value: object) -> list[str]:
        """Return what was chosen, in the order of the list."""
        chosen = super().clean(value)
        return [str(key) for key in EQUIPMENT if key in chosen]


def equipment_in(part: str) -> list[str]:
    """Return the equipment that a part of a line names, in either language: 投影、同声传译 or Projector / LED wall.

    Raises LineRefused for anything that is not in the list.
    """
    names = [name.strip() for name in _DIVIDER.split(part) if name.strip()]
    return [_equipment(name) for name in dict.fromkeys(names)]


def _equipment(name: str) -> str:
    for key, label in EQUIPMENT.items():
        if name.casefold() in in_both(label):
            return str(key)
    raise LineRefused(LineFault.UNKNOWN_EQUIPMENT, name[:40])
