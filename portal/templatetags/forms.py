"""What the form templates need to know about a field."""

from django import forms, template
from django.forms.boundfield import BoundField

register = template.Library()


@register.filter
def kind_of_control(field: BoundField) -> str:
    """How the field is drawn: "tick" (one checkbox with its words beside it), "group" (a fieldset), or "box"."""
    if isinstance(field.field.widget, forms.CheckboxInput):
        return "tick"
    return "group" if field.use_fieldset else "box"
