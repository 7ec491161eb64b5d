"""Form fields that say in words what cannot be printed, and lose nothing that was typed."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_BREAKS = "\t\n\r"
LONGEST = 2000
"""Characters. What is longer is refused before anything looks into it: no check is made to wait on a flood."""
_TURNS_AROUND = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def unprintable_in(text: str, *, lines: bool) -> bool:
    """Whether the text has control characters, or marks that turn the direction of writing around.

    With `lines`, tabs and line breaks are none.
    """
    return any(
        character in _TURNS_AROUND
        or (unicodedata.category(character) in {"Cc", "Cs"} and not (lines and character in _BREAKS))
        for character in text
    )


class PlainField(forms.CharField):
    """A text of printable characters. Too long is said, not cut off: there is no `maxlength` in the page."""

    default_error_messages = {
        "flood": _("This text is far too long."),
        "unprintable": _("This text contains invisible control characters. Type it again."),
    }

    def to_python(self, value: object) -> str | None:
        """The text without blanks around it; refuses what cannot be printed."""
        lines = isinstance(self.widget, forms.Textarea)
        if isinstance(value, str) and len(value) > LONGEST:
            raise ValidationError(self.error_messages["flood"], code="flood")
        if isinstance(value, str) and unprintable_in(value.strip(), lines=lines):
            raise ValidationError(self.error_messages["unprintable"], code="unprintable")
        return super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        """The widget's attributes, without `maxlength`."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}
