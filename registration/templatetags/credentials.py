"""Show a delegate's code as a picture or in groups of characters."""

from django import template
from django.utils.translation import gettext

from registration.rules.credentials import grouped
from toolkit.qr import svg

register = template.Library()


@register.simple_tag
def code_picture(code: str) -> str:
    """Return the QR code as inline SVG; empty if there is no code."""
    return svg(code, label=gettext("QR code for the door")) if code else ""


@register.filter
def in_groups(code: str) -> str:
    """Return the code in groups of four characters."""
    return grouped(code)
