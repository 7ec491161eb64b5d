"""Form fields that refuse unprintable characters and never cut off what was typed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from toolkit.characters import shows_nothing, unprintable_in

LONGEST = 2000
"""Characters. A longer text is refused before any other check, so that none can be slowed down."""


class PlainField(forms.CharField):
    """A text of printable characters. Without `maxlength` no browser cuts a long text off: the form refuses it."""

    default_error_messages = {
        "flood": _("This text is too long."),
        "unprintable": _("This text contains invisible control characters. Type it again."),
        "blank": _("This text has no visible characters. Please type it again."),
    }

    def to_python(self, value: object) -> str | None:
        """Return the text without surrounding spaces; raise ValidationError if it cannot be printed."""
        lines = isinstance(self.widget, forms.Textarea)
        if isinstance(value, str) and len(value) > LONGEST:
            raise ValidationError(self.error_messages["flood"], code="flood")
        if isinstance(value, str) and unprintable_in(value.strip(), lines=lines):
            raise ValidationError(self.error_messages["unprintable"], code="unprintable")
        if isinstance(value, str) and value.strip() and shows_nothing(value):
            code = "required" if self.required else "blank"
            raise ValidationError(self.error_messages[code], code=code)
        return super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        """Return the widget's attributes without `maxlength`."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}
