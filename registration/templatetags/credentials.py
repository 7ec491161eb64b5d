"""A delegate's code on a page: as a picture, and in groups to be read out."""

from django import template
from django.utils.translation import gettext

from registration.rules.credentials import grouped
from toolkit.qr import svg

register = template.Library()


@register.simple_tag
def code_picture(code: str) -> str:
    """The QR code as inline SVG; nothing where there is no code."""
    return svg(code, label=gettext("QR code for the door")) if code else ""


@register.filter
def in_groups(code: str) -> str:
    """Eight groups of four."""
    return grouped(code)
