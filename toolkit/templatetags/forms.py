"""Filters for the form templates."""

from django import forms, template
from django.forms.boundfield import BoundField

register = template.Library()


@register.filter
def kind_of_control(field: BoundField) -> str:
    """Return how to draw the field: "tick" (one checkbox with its label beside it), "group" (a fieldset) or "box"."""
    if isinstance(field.field.widget, forms.CheckboxInput):
        return "tick"
    return "group" if field.use_fieldset else "box"


@register.filter
def theirs_of(field: BoundField) -> str | None:
    """Return what somebody else has stored in the field since the form was opened; None if nobody has."""
    theirs: dict[str, str] = getattr(field.form, "theirs", {})
    return theirs.get(field.name)


@register.filter
def is_text(field: BoundField) -> bool:
    """Return whether the field takes a text, of which two can follow each other."""
    return isinstance(field.field, forms.CharField) and isinstance(field.field.widget, forms.TextInput | forms.Textarea)
