"""Filters for the form templates."""

from collections.abc import Iterable

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
def button_class(tags: Iterable[str] | None, is_link: bool) -> str:  # noqa: FBT001 - a filter's argument has no name
    """Return the CSS classes of an allauth button, by the tags that allauth gives it."""
    words = set(tags or ())
    if words & {"link", "cancel"}:
        return "verb"
    if "tool" in words:
        return "button button-small " + ("button-grave-line" if "danger" in words else "button-line")
    if "danger" in words:
        return "button button-grave-line"
    return "button button-line" if is_link or words & {"outline", "secondary"} else "button"
