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
